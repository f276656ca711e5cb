// What the agent types into the page is looked at in the panel: marked, said why, mended by a click in the place where it
// stands; what would be punished is held back once; nothing of it is kept.

import assert from 'node:assert/strict';
import { heard, readySuggestion, suggestionsOf } from '../../xtask/drive/browser.mjs';
import { editor, start } from './kinds.mjs';

const { session, test } = await start(['plain', 'wang', 'lexical', 'prosemirror']);

async function beside({ path, box = '#composer' }) {
  const page = await session.page(path);
  await page.waitForFunction(() => window.ready, null, { polling: 50 });
  const panel = await session.panel(page);
  await heard(panel, '在吗，有事请教');
  await page.bringToFront();
  await page.locator(box).click();
  const says = async (text) => {
    await page.waitForFunction((wanted) => window.model().replace(/\u00a0/g, ' ').trim() === wanted, text, { polling: 20, timeout: 3000 }).catch(() => {});
    assert.equal((await page.evaluate(() => window.model())).replace(/\u00a0/g, ' ').trim(), text);
  };
  return { page, panel, says, end: async () => { await panel.close(); await page.close(); } };
}

const marks = (panel) => panel.locator('.draft mark').allInnerTexts();
const mend = (panel, place) => panel.locator(`[data-action="mend_draft"][data-slot="${place}"]`).click();

const KINDS = {
  'a text area': editor('plain', 'textarea'),
  'an editable element': editor('plain', 'editable'),
  ProseMirror: editor('prosemirror', 'prosemirror'),
  Lexical: editor('lexical', 'lexical'),
  wangEditor: editor('wang', 'wang', { box: '[contenteditable="true"]' }),
};

for (const [name, kind] of Object.entries(KINDS)) {
  test(`${name}: what is typed is marked, and a click mends the words that are meant`, async () => {
    const { page, panel, says, end } = await beside(kind);
    await page.keyboard.type('亲，最低价，真的最低价哦');
    await panel.locator('.draft mark').nth(1).waitFor();
    assert.deepEqual(await marks(panel), ['最低价', '最低价']);
    assert.match(await panel.locator('.draft li p').first().innerText(), /绝对化用语/);
    await mend(panel, 0);
    await says('亲，很实在的价格，真的最低价哦');
    await panel.locator('.draft mark').nth(1).waitFor({ state: 'detached' });
    assert.deepEqual(await marks(panel), ['最低价']);
    await mend(panel, 0);
    await says('亲，很实在的价格，真的很实在的价格哦');
    await panel.locator('.draft').waitFor({ state: 'detached' });
    assert.deepEqual(await page.evaluate(() => window.sent), [], 'nothing of ours sends');
    await end();
  });
}

test('undo in the page takes a mended word back', async () => {
  const { page, panel, says, end } = await beside(KINDS['a text area']);
  await page.keyboard.type('绝对正品');
  await mend(panel, 0);
  await says('品牌正品');
  await page.bringToFront();
  await page.keyboard.press('Control+z');
  await says('绝对正品');
  await end();
});

test('a harsh sentence is offered softer, and only that sentence is said otherwise', async () => {
  const { page, panel, says, end } = await beside(KINDS['a text area']);
  await page.keyboard.type('您好。不可能的！今天发货');
  await panel.locator('.draft li[data-kind="denial"]').waitFor();
  await mend(panel, 0);
  await says('您好。您说的情况我理解，我这边马上帮您核实一下！今天发货');
  await end();
});

test('a draft that changed since it was looked at is left as it is', async () => {
  const { page, panel, end } = await beside(KINDS['a text area']);
  await page.keyboard.type('绝对正品');
  await panel.locator('[data-action="mend_draft"]').waitFor();
  // As a script of the page's would: without an event that tells of it.
  await page.evaluate(() => { document.querySelector('#composer').value = '正品'; });
  await mend(panel, 0);
  await panel.locator('#notice[data-kind="draft_changed"]').waitFor();
  assert.equal(await page.evaluate(() => window.model()), '正品');
  await end();
});

test('what would be punished is held back once, and goes in when it is chosen again', async () => {
  const { page, panel, says, end } = await beside(KINDS['a text area']);
  const { slot } = await readySuggestion(panel);
  await panel.locator(`[data-action="edit"][data-slot="${slot}"]`).click();
  await panel.locator('#edit').fill('亲加我微信聊');
  await panel.locator('.suggestion .broken[data-kind="contact"]').waitFor();
  await panel.locator('[data-action="choose_edit"]').click();
  await panel.locator('#notice[data-kind="held"]', { hasText: '加我微信' }).waitFor();
  await says('');
  await panel.locator('[data-action="choose_edit"]').click();
  await says('亲加我微信聊');
  await panel.locator('.draft li[data-severity="grave"]').waitFor();
  await end();
});

test('what was typed is kept nowhere', async () => {
  const { page, panel, end } = await beside(KINDS['a text area']);
  await page.keyboard.type('电话13812345678，绝对正品');
  await panel.locator('.draft li[data-kind="private"]').waitFor();
  await suggestionsOf(panel);
  const kept = await panel.evaluate(async () => {
    const local = JSON.stringify(await chrome.storage.local.get(null));
    const names = await indexedDB.databases();
    const stores = await Promise.all(names.map(({ name }) => new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => {
        const { result } = asked;
        const all = [...result.objectStoreNames];
        if (!all.length) return done('');
        const transaction = result.transaction(all);
        return Promise.all(all.map((store) => new Promise((read) => {
          const rows = transaction.objectStore(store).getAll();
          rows.onsuccess = () => read(JSON.stringify(rows.result));
        }))).then((rows) => { result.close(); done(rows.join('')); });
      };
    })));
    return local + stores.join('');
  });
  assert.equal(kept.includes('13812345678') || kept.includes('绝对正品'), false);
  await end();
});
