// Each platform's page, written from the facts that are known of it (docs/adapters.md), is read as one compared object;
// so are its traps: classes that change, rows that are recycled, cards, a robot, a poke, a chat in a frame.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { testsOf } from '../../xtask/drive/browser.mjs';
import { pagePort } from '../../xtask/drive/page_port.mjs';
import { ADDRESSES, openSites } from '../../xtask/drive/sites.mjs';

const session = await openSites();
after(() => session.close());
const test = testsOf(session);

// What is read of a site's page: its conversation without names of rows that the page doesn't give.
async function readingOf(name, { frame = 0, prepare } = {}) {
  const page = await session.page(ADDRESSES[name]);
  if (frame) await page.waitForFunction(() => document.querySelector('iframe')?.contentDocument?.querySelector('.ww_message, .chat'), null, { polling: 100 });
  await prepare?.(page);
  const port = await pagePort(session, page, { frame });
  const event = await port.next('conversation');
  return { page, port, event, said: event.messages.map(({ sender, text, card }) => (card ? [sender, text, card] : [sender, text])) };
}
async function end({ page, port }) {
  await port.close();
  await page.close();
}
const about = ({ adapter, id, buyer, composer, missing }) => ({ adapter, id, buyer, composer, missing });

test('Pinduoduo: cards, a poke, the robot and notices are told apart from the buyer’s words; the uid is part of who it is', async () => {
  const reading = await readingOf('pinduoduo');
  assert.deepEqual(about(reading.event), { adapter: 'pinduoduo', id: '小鹿 / 90011', buyer: '小鹿', composer: 'ready', missing: [] });
  assert.deepEqual(reading.said, [
    ['system', '消费者从商品页进入'],
    ['buyer', '', { kind: 'product', title: '记忆棉枕头 可机洗', price: 5200 }],
    ['robot', '您好，我是店铺助手，请描述您的问题'],
    ['system', '小鹿 拍了拍 您'],
    ['buyer', '拍哪个颜色好\n我家孩子用'],
    ['seller', '米白的亲，耐看'],
    ['buyer', '', { kind: 'image' }],
    ['system', '平台提醒：请在 3 分钟内回复消费者'],
    ['buyer', '', { kind: 'order', number: '260928-123456789012345', state: '待发货', amount: 103950 }],
    ['buyer', '什么时候发货'],
  ]);
  assert.match(reading.event.messages.at(-1).row, /^middlePanel_list_1790000009000-/);
  await end(reading);
});

test('Pinduoduo: rows of the buyer before are nobody’s while the next one’s history loads', async () => {
  const { page, port } = await readingOf('pinduoduo');
  const shown = page.evaluate(() => window.switchTo('阿宁', '90013', ['能便宜点吗'], 400));
  const between = await port.next('conversation');
  assert.deepEqual([between.buyer, between.messages], ['阿宁', []]);
  await shown;
  let event;
  do event = await port.next('conversation'); while (event.messages.length === 0);
  assert.deepEqual([event.id, event.messages.map(({ text }) => text)], ['阿宁 / 90013', ['能便宜点吗']]);
  await end({ page, port });
});

const DOUYIN = [
  ['system', '会话由 小李 转接给 您'],
  ['buyer', '', { kind: 'product', title: '亚麻衬衫 宽松', price: 13950 }],
  ['seller', '[自动回复] 您好，在的'],
  ['buyer', '这件掉色吗\n第一次洗要注意什么'],
  ['buyer', '', { kind: 'order', number: '6920000000000012345', amount: 13950 }],
  ['buyer', '我已经拍了'],
];

test('Douyin: a transfer, a card with its price in two parts, a mirror of the input box', async () => {
  const reading = await readingOf('douyin');
  assert.deepEqual(about(reading.event), { adapter: 'douyin', id: '橙子味的猫', buyer: '橙子味的猫', composer: 'ready', missing: [] });
  assert.deepEqual(reading.said, DOUYIN);
  await end(reading);
});

test('Douyin: a release that changes every hashed class changes nothing', async () => {
  const reading = await readingOf('douyin', { prepare: (page) => page.evaluate(() => window.release()) });
  assert.equal(await reading.page.locator('.messageList').count(), 0);
  assert.deepEqual(reading.said, DOUYIN);
  await end(reading);
});

test('JD: of 301 rows in a dozen elements the ones at the end are read, and scrolling back changes nothing', async () => {
  const { page, port, event } = await readingOf('jd');
  assert.deepEqual(about(event), { adapter: 'jd', id: 'jd_夏天的风', buyer: 'jd_夏天的风', composer: 'ready', missing: [] });
  const last = event.messages.at(-1);
  assert.deepEqual([last.sender, last.text, last.row.split('-')[0]], ['buyer', '电饭煲的内胆能单独买吗', 'm300']);
  assert.ok(event.messages.some(({ sender, text }) => sender === 'seller' && /^好的亲，第 \d+ 件已记下$/.test(text)));
  await page.evaluate(() => { document.getElementById('t-chat-scroll').scrollTop = 2000; });
  await page.waitForFunction(() => document.querySelector('#m50'), null, { polling: 100 });
  await port.post({ type: 'insert', request: 1, id: event.id, last_row: last.row, text: '可以的亲' });
  assert.equal((await port.next('inserted')).outcome, 'done');
  assert.equal(await page.locator('.EditorContent').innerText(), '可以的亲');
  await page.evaluate(() => window.say('内胆是什么材质'));
  let now;
  do now = await port.next('conversation'); while (now.messages.at(-1).text !== '内胆是什么材质');
  await end({ page, port });
});

test('Kuaishou: the writer is known by the name over the row, and Quill’s clipboard is no input box', async () => {
  const reading = await readingOf('kuaishou');
  assert.deepEqual(about(reading.event), { adapter: 'kuaishou', id: '快手老铁', buyer: '快手老铁', composer: 'ready', missing: [] });
  assert.deepEqual(reading.said, [
    ['system', '', { kind: 'product', title: '保温杯 500ml' }],
    ['buyer', '在吗'],
    ['seller', '在的，您请说'],
    ['system', '', { kind: 'order', number: '2433200012345678' }],
    ['buyer', '', { kind: 'image' }],
    ['buyer', '杯盖会漏水吗'],
  ]);
  await end(reading);
});

test('Taobao: the chat is in a frame that comes later; bubbles and input box are both pre.edit', async () => {
  const reading = await readingOf('taobao', { frame: 1 });
  assert.deepEqual(about(reading.event), { adapter: 'taobao', id: '棉花糖很甜的小店买家', buyer: '棉花糖很甜的小店买家', composer: 'ready', missing: [] });
  assert.deepEqual(reading.said, [
    ['buyer', '', { kind: 'product', title: '法式连衣裙', price: 19800 }],
    ['buyer', '165的穿M还是L'],
    ['seller', 'M就可以的亲'],
    ['buyer', '尺码表.pdf'],
    ['buyer', '', { kind: 'order', number: '3990000000012345678' }],
    ['buyer', '拍下了，今天能发吗'],
  ]);
  await end(reading);
});

test('1688: nothing is open until a contact is chosen, and then the chat in the frame is read', async () => {
  const page = await session.page(ADDRESSES[1688]);
  await page.waitForFunction(() => document.querySelector('iframe')?.contentDocument?.querySelector('.ww_message, .chat'), null, { polling: 100 });
  const port = await pagePort(session, page, { frame: 1 });
  assert.equal((await port.next('no_chat')).adapter, '1688');
  await page.frames()[1].evaluate(() => window.choose());
  const event = await port.next('conversation');
  assert.deepEqual(about(event), { adapter: '1688', id: '义乌小周', buyer: '义乌小周', composer: 'ready', missing: [] });
  assert.deepEqual(event.messages.map(({ sender, text, card }) => (card ? [sender, text, card] : [sender, text])), [
    ['buyer', '', { kind: 'product', title: '陶瓷马克杯 批发', price: 680 }],
    ['buyer', '拍500个什么价，能开票吗'],
    ['seller', '500个6.2一个，可以开票'],
    ['buyer', '交期几天'],
  ]);
  await end({ page, port });
});
