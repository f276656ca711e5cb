// Chats that nobody described, in every way in which a list of messages may be laid out: side by side, newest first, in groups of
// a day, endless, mounted anew, inside shadow roots.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { chooseIn, composerText, heard, open, testsOf } from '../../xtask/drive/browser.mjs';
import { pagePort } from '../../xtask/drive/page_port.mjs';

const session = await open({ folders: { '/': 'tests/e2e/pages' } });
after(() => session.close());
const test = testsOf(session);

async function read(kind) {
  const page = await session.page(`/layouts.html?kind=${kind}`);
  const port = await pagePort(session, page);
  return { page, port, event: await port.next('conversation'), end: async () => { await port.close(); await page.close(); } };
}
const said = ({ messages }) => messages.map(({ sender, text }) => `${sender}: ${text}`);
const PLAIN = ['buyer: 这件有货吗', 'seller: 有的亲', 'buyer: 那我拍一件'];
async function until(port, is) {
  let event;
  do event = await port.next('conversation'); while (!is(event));
  return event;
}

test('of two chats side by side the one is meant that is written in, and a reply goes there', async () => {
  const page = await session.page('/layouts.html?kind=two');
  const panel = await session.panel(page);
  const boxes = page.locator('textarea');
  for (const [place, name, last] of [[1, '右边的买家', '抬头发您了'], [0, '左边的买家', '那我拍一件']]) {
    await page.bringToFront();
    await boxes.nth(place).click();
    await heard(panel, last);
    assert.equal((await panel.locator('.buyer').innerText()).trim(), name);
    const { text } = await chooseIn(page, panel, `section:nth-of-type(${place + 1}) textarea`);
    assert.equal(await composerText(page, `section:nth-of-type(${place + 1}) textarea`), text);
    await boxes.nth(place).fill('');
  }
  await panel.close();
  await page.close();
});

test('a list that puts its newest row first and turns it round is read from the oldest', async () => {
  const { page, port, event, end } = await read('upwards');
  assert.deepEqual(said(event), PLAIN);
  await page.evaluate(() => window.chats[0].say('几点发货'));
  assert.equal(said(await until(port, ({ messages }) => messages.length === 4)).at(-1), 'buyer: 几点发货');
  await end();
});

test('groups of a day are opened', async () => {
  const { event, end } = await read('days');
  assert.deepEqual(said(event), ['昨天', '今天'].flatMap((day) => [`buyer: ${day}在吗`, `seller: ${day}在的`, `buyer: ${day}发货了吗`, `seller: ${day}已发出`]));
  await end();
});

test('a history that grows at its beginning changes nothing at its end', async () => {
  const { page, port, event, end } = await read('endless');
  const last = event.messages.at(-1);
  await page.evaluate(() => { window.chats[0].list.scrollTop = 0; });
  const longer = await until(port, ({ messages }) => messages.length > 30);
  assert.deepEqual(longer.messages.at(-1), last);
  assert.ok(said(longer).includes('buyer: 更早0'));
  await end();
});

test('a list that is mounted anew has other elements and the same talk, and goes on', async () => {
  const { page, port, event, end } = await read('remounts');
  assert.deepEqual(said(event), PLAIN);
  await page.evaluate(() => window.remount());
  await page.evaluate(() => window.chats[0].say('几点发货'));
  const on = await until(port, ({ messages }) => messages.length === 4);
  assert.deepEqual([on.id, ...said(on)], [event.id, ...PLAIN, 'buyer: 几点发货']);
  await end();
});

test('a chat two shadow roots deep is read and written to', async () => {
  const { page, port, event, end } = await read('shadows');
  assert.deepEqual([event.buyer, ...said(event)], ['阿宁', ...PLAIN]);
  await port.post({ type: 'insert', request: 1, id: event.id, last_row: event.messages.at(-1).row, text: '好的亲\n已记下' });
  assert.equal((await port.next('inserted')).outcome, 'done');
  assert.equal(await page.locator('textarea').inputValue(), '好的亲\n已记下');
  await end();
});
