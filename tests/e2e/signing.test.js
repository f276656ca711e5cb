// A team's key in two real Chromiums: the lead makes it, signs and publishes; a colleague compares, trusts, and is told of
// every copy that the key did not sign. Keys are drawn in the test and are gone with it.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after } from 'node:test';
import { open, ROOT, testsOf } from '../../xtask/drive/browser.mjs';

const TEAM = JSON.stringify({
  format: 'qinyu-pack', version: 2, id: 'team', title: '小鹿团队', policy: { forbidden: ['保证'] },
  phrases: [{ id: 'a', title: '发货', body: '今天发出' }, { id: 'b', title: '差价', body: '七天内保价', locked: true }],
});
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FOLDER = join(ROOT, 'target/looks-signing');
mkdirSync(FOLDER, { recursive: true });

const sessions = [await open(), await open()];
after(() => Promise.all(sessions.map((session) => session.close())));
const test = testsOf(sessions[0]);

async function panelIn(session) {
  const panel = await session.panel(await session.page('/'), {
    prepare: (page) => page.addInitScript(() => {
      window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('客服', { create: true });
    }),
  });
  await panel.locator('#tab-library').click();
  await go(panel, 'packs');
  return panel;
}

const seen = { timeout: 20_000 };
const go = (panel, room) => panel.locator(`[data-action="go"][data-name="${room}"]`).first().click();
const choose = (panel, text) => panel.locator('#read-pack').setInputFiles({ name: 'team.json', mimeType: 'application/json', buffer: Buffer.from(text) });
const told = (panel, text) => panel.locator('.signed', { hasText: text }).first().waitFor();
const notice = (panel, kind) => panel.locator(`#notice[data-kind="${kind}"]`).waitFor();
const fingerprintOf = async (panel) => (await panel.locator('.fingerprint').first().textContent()).trim();

async function downloaded(panel, click) {
  const [download] = await Promise.all([panel.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

// By the debugger, for the panel's own policy lets no foreign script in.
async function violations(panel) {
  await panel.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
  const debug = await panel.context().newCDPSession(panel);
  const run = (expression) => debug.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  await run(axe);
  const { result } = await run('axe.run(document, { resultTypes: ["violations"] }).then(({ violations, passes }) => ({ violations, passes: passes.length }))');
  assert.ok(result.value.passes > 10, 'the audit looked at something');
  return result.value.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}

// A picture in both lights and languages at the narrowest width, for eyes to judge; nothing may be wider than the panel, nor
// out of reach of who can't see it well.
async function look(panel, name) {
  const size = panel.viewportSize();
  for (const [appearance, language] of [['light', 'zh'], ['dark', 'en']]) {
    await panel.setViewportSize({ width: 360, height: 1000 });
    await panel.locator('#tab-settings').click();
    await panel.selectOption('#language', language);
    await panel.selectOption('#appearance', appearance);
    await panel.locator('#tab-library').click();
    const wide = await panel.evaluate(() => [...document.querySelectorAll('#view, .group, .packs li, .signed, .row')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1).map((element) => element.outerHTML.slice(0, 120)));
    assert.deepEqual(wide, [], `${name}: wider than the panel, ${language}`);
    assert.deepEqual(await violations(panel), [], `${name}, ${appearance}, ${language}`);
    await panel.screenshot({ path: join(FOLDER, `${name}-${appearance}-${language}.png`) });
  }
  await panel.locator('#tab-settings').click();
  await panel.selectOption('#language', 'zh');
  await panel.selectOption('#appearance', 'light');
  await panel.locator('#tab-library').click();
  await panel.setViewportSize(size);
}

const [lead, colleague] = [await panelIn(sessions[0]), await panelIn(sessions[1])];
let key, publicKey, fingerprint, first, second;

const signingRoom = () => lead.locator('[data-action="sign_room"][data-name="team"]').click();

test('the lead makes a key, signs what they look after, and exports it', async () => {
  await choose(lead, TEAM);
  await lead.locator('#import').click();
  await lead.locator('#maintain-team').check();
  await signingRoom();
  await look(lead, 'sign_first');
  await lead.locator('#key-name').fill('小鹿店长');
  key = await downloaded(lead, () => lead.locator('[data-action="new_key"] button').click());
  assert.match(key.text, /^qinyu key 1\nkind: secret\nname: 小鹿店长\n/);
  assert.equal(key.name, '小鹿店长.secret.key');
  await lead.locator('#sign').waitFor();
  fingerprint = await fingerprintOf(lead);
  assert.match(fingerprint, /^([0-9a-z]{4} ){7}[0-9a-z]{4}$/);
  publicKey = await downloaded(lead, () => lead.locator('[data-action="save_public"]').click());
  assert.equal(publicKey.name, '小鹿店长.public.key');
  assert.match(publicKey.text, /^qinyu key 1\nkind: public\nname: 小鹿店长\ned25519: [0-9a-f]{64}\n/);
  assert.ok(!publicKey.text.includes(key.text.match(/ed25519: (.*)/)[1]));
  await lead.locator('#sign').click();
  await notice(lead, 'signed');
  await look(lead, 'signed');
  first = (await downloaded(lead, () => lead.locator('#export-signed').click())).text;
  assert.equal(JSON.parse(first).signatures.length, 1);
});

test('the secret key is in no store', async () => {
  await lead.locator('html:not([data-saving="true"])').waitFor({ state: 'attached' });
  const secret = key.text.match(/ed25519: ([0-9a-f]{64})/)[1];
  const kept = JSON.stringify(await sessions[0].stored()) + await lead.evaluate(async () => {
    const found = [JSON.stringify({ ...localStorage })];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve) => { indexedDB.open(name).onsuccess = ({ target }) => resolve(target.result); });
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll();
        found.push(JSON.stringify(await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); })));
      }
      database.close();
    }
    return found.join('');
  });
  assert.ok(kept.includes('小鹿店长') && !kept.includes(secret));
});

test('a colleague compares the fingerprint, trusts the key, and imports', async () => {
  await choose(colleague, first);
  await colleague.locator('#trust').waitFor();
  await told(colleague, '小鹿店长 · 签名后没有改动');
  assert.equal(await fingerprintOf(colleague), fingerprint);
  await look(colleague, 'plan_new');
  await colleague.locator('#trust').click();
  await notice(colleague, 'imported');
  await told(colleague, '小鹿店长 · 签名后没有改动');
  await look(colleague, 'packs_trusted');
});

test('an unsigned, a changed and a forged copy and another key are each warned about', async () => {
  await choose(colleague, TEAM.replace('今天发出', '随时能发'));
  await told(colleague, '这份没有签名');
  await go(colleague, 'packs');
  await choose(colleague, first.replace('今天发出', '明天发出'));
  await told(colleague, '签名后被改过');
  await look(colleague, 'plan_changed');
  await go(colleague, 'packs');
  await choose(colleague, first.replace(/"value":"(.)/, (_, digit) => `"value":"${digit === '0' ? '1' : '0'}`));
  await told(colleague, '签名是假的');
  assert.ok(await colleague.locator('#import').isDisabled());
  await look(colleague, 'plan_forged');
  await go(colleague, 'packs');
  await choose(colleague, await readFile(join(ROOT, 'tests/packs/team-full.json'), 'utf8'));
  await told(colleague, '小鹿店长');
  assert.equal(await colleague.locator('#trust').count(), 1, 'the key is trusted for one pack, not for another');
  await go(colleague, 'packs');
});

test('a changed copy that is imported all the same does not unlock, and shows in the list', async () => {
  await choose(colleague, first.replace('七天内保价', '随时退差价').replace(',"locked":true', ''));
  await told(colleague, '签名后被改过');
  await colleague.locator('#import').click();
  await told(colleague, '不一样');
  await look(colleague, 'packs_differs');
  await go(colleague, 'list');
  await colleague.locator('.phrase', { hasText: '七天内保价' }).locator('[data-action="open"]').click();
  assert.ok(await colleague.locator('#field-body').isDisabled());
  await go(colleague, 'list');
  await go(colleague, 'packs');
});

test('an edit of a signed pack says so, and it is signed again with the key from its file', async () => {
  await lead.reload();
  await lead.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
  await lead.locator('#tab-library').click();
  await lead.locator('[data-action="open"][data-name="b"]').click();
  await lead.locator('#field-body').fill('十五天内保价');
  await lead.locator('#field-body').blur();
  await go(lead, 'list');
  await go(lead, 'packs');
  await told(lead, '请重新签名');
  await signingRoom();
  await lead.getByText('签名后改动过的锁定内容').waitFor();
  await lead.locator('#load-key').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('qinyu-pack') });
  await notice(lead, 'no_key');
  await lead.locator('#load-key').setInputFiles({ name: key.name, mimeType: 'text/plain', buffer: Buffer.from(key.text) });
  await lead.locator('#sign').waitFor();
  await look(lead, 'sign_again');
  await lead.locator('#sign').click();
  await notice(lead, 'signed');
  second = (await downloaded(lead, () => lead.locator('#export-signed').click())).text;
});

test('the folder brings what the key signed, and sets the rest aside', async () => {
  await go(lead, 'packs');
  for (const panel of [lead, colleague]) await panel.locator('#team-folder [data-name="choose"]').click();
  await lead.locator('#team-folder').getByText('客服', { exact: true }).waitFor();
  await signingRoom();
  await lead.locator('#publish').click();
  await notice(lead, 'published');
  const published = await lead.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('客服');
    return (await (await folder.getFileHandle('team.qinyu.json')).getFile()).text();
  });
  assert.equal(published, second);
  const put = (name, text) => colleague.evaluate(async ([file, content]) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('客服', { create: true });
    const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
    await writable.write(content);
    await writable.close();
  }, [name, text]);
  const changed = TEAM.replace('七天内保价', '想退就退');
  await put('team.qinyu.json', changed);
  await put('team.abcdefgh.qinyu.json', changed);
  const section = colleague.locator('#team-folder');
  await section.getByText('没有签名，没有并入').waitFor(seen);
  await section.getByText('同事的 1 个文件里有改动').waitFor();
  await look(colleague, 'folder_aside');
  await put('team.qinyu.json', published);
  await colleague.locator('.signed', { hasText: '小鹿店长 · 签名后没有改动' }).waitFor(seen);
  await go(colleague, 'list');
  await colleague.locator('.phrase .body', { hasText: '十五天内保价' }).waitFor();
  assert.equal(await colleague.locator('.phrase .body', { hasText: '想退' }).count(), 0);
});

test('what is trusted is there after a new start, until the agent trusts it no longer', async () => {
  await colleague.locator('html:not([data-saving="true"])').waitFor({ state: 'attached' });
  await colleague.reload();
  await colleague.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
  await colleague.locator('#tab-library').click();
  await go(colleague, 'packs');
  await told(colleague, '小鹿店长 · 签名后没有改动');
  await colleague.locator('[data-action="forget_key"]').click();
  await colleague.locator('[data-action="trust"]').waitFor();
  const loadPublic = (text) => colleague.locator('[data-action="load_public"]')
    .setInputFiles({ name: '店长.public.key', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await loadPublic(key.text);
  await notice(colleague, 'no_public_key');
  await look(colleague, 'public_key');
  await loadPublic(publicKey.text);
  await told(colleague, '小鹿店长 · 签名后没有改动');
  await colleague.locator('[data-action="forget_key"]').click();
  await colleague.locator('[data-action="trust"]').waitFor();
  await choose(colleague, TEAM);
  await colleague.locator('h1', { hasText: '导入前看一眼' }).waitFor();
  assert.equal(await colleague.locator('.signed').count(), 0, 'no key, no warning');
});

test('nothing of all this left the machine', async () => {
  for (const session of sessions) assert.deepEqual((await session.close()).ours, []);
});
