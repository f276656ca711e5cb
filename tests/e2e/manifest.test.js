// What the extension may do, as built: these lists are promises to its users, so a change has to be made here too.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { ROOT } from '../../xtask/drive/browser.mjs';

const LOCAL_PAGES = 'http://127.0.0.1/*';
const text = (path) => readFile(join(ROOT, path), 'utf8');
const manifestOf = async (folder) => JSON.parse(await text(`${folder}/manifest.json`));
const filesIn = async (folder) => (await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(ROOT, folder).length + 1)).sort();

test('what is tested differs from what is shipped by the right to read local pages, and by nothing else', async () => {
  const [shipped, tested] = [await manifestOf('dist'), await manifestOf('dist-test')];
  assert.equal(shipped.host_permissions, undefined, 'no site is readable before the agent allows it');
  assert.deepEqual(tested, { ...shipped, host_permissions: [LOCAL_PAGES] });
  assert.deepEqual(await filesIn('dist-test'), await filesIn('dist'));
  for (const file of await filesIn('dist')) {
    if (file === 'manifest.json') continue;
    assert.deepEqual(await readFile(join(ROOT, 'dist-test', file)), await readFile(join(ROOT, 'dist', file)), file);
  }
});

test('it asks for these permissions and no others', async () => {
  const manifest = await manifestOf('dist');
  assert.deepEqual(manifest.permissions, ['sidePanel', 'storage', 'unlimitedStorage', 'scripting']);
  assert.deepEqual(manifest.optional_permissions, ['alarms'], 'for the number on the icon, when the agent asks for it');
  assert.deepEqual(manifest.optional_host_permissions, ['https://*/*']);
  for (const absent of ['web_accessible_resources', 'externally_connectable', 'content_scripts', 'host_permissions', 'commands']) {
    assert.equal(manifest[absent], undefined, absent);
  }
});

test('its pages may load and ask nothing but the extension’s own files', async () => {
  const { extension_pages: policy, ...others } = (await manifestOf('dist')).content_security_policy;
  assert.deepEqual(others, {});
  assert.deepEqual(Object.fromEntries(policy.split(/\s*;\s*/).map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)])), {
    'default-src': ["'none'"], 'script-src': ["'self'", "'wasm-unsafe-eval'"], 'style-src': ["'self'"], 'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"], 'connect-src': ["'self'"], 'base-uri': ["'none'"], 'form-action': ["'none'"], 'frame-ancestors': ["'none'"],
  });
});

test('its id follows from the key, so that stored phrases stay with it wherever it is built', async () => {
  const { key } = await manifestOf('dist');
  // Chromium's rule: the first 16 bytes of the key's SHA-256, in the letters a to p.
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  const id = [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
  assert.equal(id, 'lphldhpmpnlgkgmioccggakgfmagbofk');
});

test('case 13: the service worker keeps nothing: it opens the panel and counts alarms', async () => {
  const calls = [...(await text('dist/service_worker.js')).matchAll(/chrome\.(\w+)/g)].map(([, space]) => space);
  assert.deepEqual([...new Set(calls)].sort(), ['action', 'alarms', 'i18n', 'permissions', 'runtime', 'sidePanel', 'sidebarAction']);
  assert.doesNotMatch(await text('dist/service_worker.js'), /^(?:let|var) /m, 'it is ended after 30 idle seconds, and what it had in memory is gone');
});

test('case 10: no script of the page side can speak to a server or load code', async () => {
  const files = (await filesIn('extension')).filter((file) => file.endsWith('.js'));
  assert.ok(files.includes('page/main.js'));
  const forbidden = /\bfetch\b|XMLHttpRequest|WebSocket|WebTransport|EventSource|RTCPeerConnection|sendBeacon|\bimport\s*\(|importScripts|\beval\b|new Function|\.src\b|\.href\b|innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|\.click\(|\.submit\(|requestSubmit/;
  for (const file of files) {
    const found = (await text(`extension/${file}`)).match(forbidden);
    assert.equal(found, null, `${file} has ${found?.[0]}: it reads and inserts, and neither asks a server nor presses the page's buttons`);
  }
});
