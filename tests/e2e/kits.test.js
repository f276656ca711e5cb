// Chats built with kits that nobody here wrote: how they are read, the matrix of insertions, each of them through the real
// panel, and pictures where the page takes them.

import assert from 'node:assert/strict';
import { chooseIn, heard } from '../../xtask/drive/browser.mjs';
import { pagePort } from '../../xtask/drive/page_port.mjs';
import { bundleChatui, Desk, editor, matrix, start } from './kinds.mjs';

await bundleChatui();
const { session, test } = await start(['deep_chat', 'chatscope', 'quill']);

const KITS = {
  ChatUI: { path: '/pages/chatui.html', box: 'textarea.Composer-input' },
  'deep-chat': { path: '/pages/kit.html?file=deep_chat', box: '#text-input' },
  chatscope: { path: '/pages/kit.html?file=chatscope', box: '.cs-message-input__content-editor' },
};
const ready = (page) => page.waitForFunction(() => window.ready, null, { polling: 50 });

for (const [kit, { path, box }] of Object.entries(KITS)) {
  test(`${kit}: who says what is read, and what the buyer says next`, async () => {
    const page = await session.page(path);
    await ready(page);
    const port = await pagePort(session, page);
    const said = ({ buyer, composer, messages }) => ({ buyer, composer, rows: messages.slice(-2).map(({ sender, text }) => [sender, text]) });
    const first = await port.next('conversation');
    assert.deepEqual(said(first), { buyer: '小满', composer: 'ready', rows: [['seller', '在的亲'], ['buyer', '这件什么时候发货呀']] });
    await page.evaluate(() => window.say('m9', '能便宜点吗'));
    const next = await port.next('conversation');
    assert.deepEqual(said(next).rows.at(-1), ['buyer', '能便宜点吗']);
    assert.equal(next.id, first.id);
    await port.close();
    await page.close();
  });

  test(`${kit}: a reply is chosen in the real panel, and the kit’s own Enter sends exactly that`, async () => {
    const page = await session.page(path);
    await ready(page);
    const panel = await session.panel(page);
    await heard(panel, '这件什么时候发货呀');
    const { text } = await chooseIn(page, panel, box);
    await page.waitForFunction((wanted) => window.model() === wanted, text, { polling: 50 });
    assert.deepEqual(await page.evaluate(() => window.sent), []);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.sent.length, null, { polling: 50 });
    assert.deepEqual(await page.evaluate(() => window.sent), [text]);
    await page.evaluate(() => window.say('m9', '好的，谢谢'));
    await heard(panel, '好的，谢谢');
    await panel.close();
    await page.close();
  });
}

// One point.
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const PICTURES = {
  'deep-chat': { ...KITS['deep-chat'], outcome: 'done', shows: '#file-attachment-container img' },
  'Quill 2': { ...editor('quill', 'quill', { box: '.ql-editor' }), outcome: 'done', shows: '.ql-editor img' },
  chatscope: { ...KITS.chatscope, outcome: 'not_noticed', shows: 'nothing' },
};

for (const [kind, { outcome, shows, ...own }] of Object.entries(PICTURES)) {
  test(`${kind}: a picture pasted is ${outcome === 'done' ? 'shown by the page, and not sent' : 'told as not taken'}`, async () => {
    const desk = await Desk.open(session, own);
    await desk.empty();
    await desk.type('看图');
    assert.equal(await desk.picture({ name: '尺码表.png', media: 'image/png', data: PNG }), outcome);
    assert.equal(await desk.page.locator(shows).count(), outcome === 'done' ? 1 : 0);
    assert.deepEqual(await desk.page.evaluate(() => [window.sent, window.model().trim()]), [[], '看图']);
    await desk.close();
  });
}

matrix({ session, test }, KITS);
