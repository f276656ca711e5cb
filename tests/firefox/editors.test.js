// Every kind of input box, in Firefox: what is inserted is what the page itself would send, read back from its model.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { bundle } from '../../xtask/drive/bundle.mjs';
import { open, readySuggestion, testsOf } from '../../xtask/drive/firefox.mjs';

await bundle('editors.js');
await bundle('chatui.jsx');
const session = await open({ folders: { '/pages/': 'tests/e2e/pages', '/built/': 'target/e2e' } });
after(() => session.close());
const test = testsOf(session);

// A title of signs that no starter phrase has, so that the query finds this and nothing else.
await session.keepPack([{ id: 'lines', title: '㐀二', body: '第二条：\n分两行写。', queries: [] }]);

async function start(path, line) {
  const page = await session.page(path);
  const panel = await session.panel(page);
  await panel.waitFor('.turn p', line);
  return { page, panel, close: () => panel.close().then(() => page.close()) };
}
const model = (page) => page.run(() => window.model().replace(/\u00a0/g, ' ').trim());
const choose = (panel, slot) => panel.click(`[data-action="choose"][data-slot="${slot}"]`);
// Typed where the focus is, one key after the other.
async function keys(page, words) {
  for (const letter of words) await page.press(letter);
}

for (const kind of ['textarea', 'editable', 'prosemirror', 'shadow', 'dialog']) {
  test(`${kind}: a click in the panel and a pick in the page go into its model, over two lines too, and undo takes a pick back`, async () => {
    const { page, panel, close } = await start(`/pages/editors.html?kind=${kind}`, '在吗，有事请教');
    const { slot, text } = await readySuggestion(panel);
    await choose(panel, slot);
    await panel.waitFor('#notice[data-kind="inserted"]');
    assert.equal(await model(page), text);
    await page.run(() => (document.getElementById('composer') ?? document.getElementById('place').shadowRoot.getElementById('composer')).focus());
    await keys(page, ' /㐀二');
    await page.waitFor(':popover-open');
    await page.press('Enter');
    const whole = `${text} 第二条：\n分两行写。`;
    await page.run((wanted) => new Promise((there, failed) => {
      const timer = setTimeout(() => failed(new Error(JSON.stringify(window.model()))), 5000);
      const look = () => {
        if (window.model().replace(/\u00a0/g, ' ').trim() !== wanted) return void setTimeout(look, 20);
        clearTimeout(timer);
        there();
      };
      look();
    }), whole);
    assert.deepEqual(await page.run(() => window.sent), []);
    await page.press('Control', 'z');
    assert.equal(await model(page), `${text} /㐀二`);
    await close();
  });
}

test('a reply goes into React’s state, not only into the box: the chat’s own button sends exactly that text', async () => {
  const { page, panel, close } = await start('/pages/chatui.html', '这件什么时候发货呀');
  const { slot, text } = await readySuggestion(panel);
  await page.focus('textarea.Composer-input');
  await page.press('Alt', String(slot));
  await panel.waitFor('#notice[data-kind="inserted"]');
  // Pressed by the test in the agent's place; React shows it only when its own state has text.
  await page.click('.Composer-sendBtn');
  await page.waitFor('.Message.right', text);
  assert.deepEqual(await page.run(() => window.sent), [text]);
  await close();
});

test('a picture is pasted as a file that the page can read', async () => {
  const { page, close } = await start('/pages/chatui.html', '这件什么时候发货呀');
  const outcome = await session.inOurWorld(page, async () => {
    const { qinyu } = globalThis;
    const { event } = qinyu.read();
    // One green dot.
    const data = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const command = { name: '尺码表.png', media: 'image/png', data, id: event.id, last_row: qinyu.lastRow(event) };
    return qinyu.paste(command, { composing: false, closed: false, strokes: 0 });
  });
  assert.equal(outcome, 'done', 'ChatUI asks whether to send it');
  await page.waitFor('[role="dialog"] img');
  assert.deepEqual(await page.run(() => window.pictures), [], 'and nothing is sent');
  await close();
});
