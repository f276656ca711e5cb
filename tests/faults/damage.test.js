// Case 23: the files of one store are damaged while the browser is closed, as a failing disk, a virus scanner or a
// "repair" of the extension does. The other store has everything; the panel says that it was needed.

import assert from 'node:assert/strict';
import { closeSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { copyOf, field, figures, folder, noticeIn, pack, packsIn, start, verified } from './keeper.mjs';
import { open } from '../../xtask/drive/browser.mjs';

const PACKS = 300;
const profile = folder();
let id;

const STORES = {
  'storage.local': (root) => join(root, 'Default', 'Local Extension Settings', id),
  IndexedDB: (root) => join(root, 'Default', 'IndexedDB', `chrome-extension_${id}_0.indexeddb.leveldb`),
};

const largest = (folderPath, pattern) => readdirSync(folderPath).filter((name) => pattern.test(name)).map((name) => join(folderPath, name))
  .sort((a, b) => statSync(b).size - statSync(a).size)[0];

const half = (file) => truncateSync(file, Math.floor(statSync(file).size / 2));

const DAMAGES = {
  '4 KB zeroed': (store) => {
    const file = largest(store, /\.(ldb|log)$/);
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, Buffer.alloc(4096), 0, 4096, Math.max(0, Math.floor(statSync(file).size / 2) - 2048));
    closeSync(descriptor);
  },
  'log cut in half': (store) => half(largest(store, /\.log$/)),
  'MANIFEST cut in half': (store) => half(largest(store, /^MANIFEST/)),
  'CURRENT deleted': (store) => rmSync(join(store, 'CURRENT')),
  emptied: (store) => rmSync(store, { recursive: true }),
};

test('a profile with a library in the layout before this one', async () => {
  const session = await open({ profile });
  id = session.extensionId;
  await session.keep({
    settings: JSON.stringify({ version: 1, language: 'zh', appearance: 'light', trades: [], shop: { courier: '顺丰' } }),
    packs: Array.from({ length: PACKS }, (_, i) => pack(`p${i}`, `p${i}`, '好的', 5)),
  });
  await session.close();
  const { session: second, panel } = await start(profile);
  assert.equal((await packsIn(panel)).length, PACKS);
  await verified(panel);
  await panel.evaluate(() => { window.set('courier', '中通'); return window.saved(); });
  await second.close();
});

let needed = 0;
async function opensWhole(copy) {
  const { session, panel } = await start(copy);
  await verified(panel);
  const notice = await noticeIn(panel);
  const found = { packs: new Set(await packsIn(panel)).size, courier: await field(panel, 'courier') };
  await session.close();
  return { notice, found };
}

for (const [store, folderOf] of Object.entries(STORES)) {
  for (const [damage, harm] of Object.entries(DAMAGES)) {
    test(`case 23: ${store}, ${damage}: everything is back, and the next start finds nothing to mend`, { timeout: 60_000 }, async () => {
      const copy = copyOf(profile);
      harm(folderOf(copy));
      const first = await opensWhole(copy);
      assert.deepEqual(first.found, { packs: PACKS, courier: '中通' }, first.notice.text);
      assert.ok(['', 'found'].includes(first.notice.kind) && first.notice.tone !== 'bad', first.notice.text);
      if (first.notice.kind === 'found') needed += 1;
      if (damage === 'emptied') assert.equal(first.notice.kind, 'found', 'an emptied store is told');
      const second = await opensWhole(copy);
      assert.deepEqual([second.found, second.notice.kind], [{ packs: PACKS, courier: '中通' }, '']);
    });
  }
}

test('case 23: both stores emptied: the panel says that something was there', async () => {
  const copy = copyOf(profile);
  for (const folderOf of Object.values(STORES)) rmSync(folderOf(copy), { recursive: true });
  const { session, panel } = await start(copy);
  await panel.locator('#notice[data-kind="found"][data-tone="bad"]').waitFor();
  await session.close();
});

test('the damages were damages', () => {
  figures({ damages: 2 * Object.keys(DAMAGES).length, damages_mended: needed });
  assert.ok(needed >= 4, `only ${needed} of them were noticed`);
});
