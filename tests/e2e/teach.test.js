// A page that nobody described is taught by pointing: real clicks on a line of the buyer's, one's own, the input box and the
// name; what comes of it reads the page, holds through a release of it, and goes nowhere but to the panel.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { composerText, testsOf } from '../../xtask/drive/browser.mjs';
import { pagePort } from '../../xtask/drive/page_port.mjs';
import { ADDRESSES, openSites } from '../../xtask/drive/sites.mjs';

const session = await openSites({ folders: { '/': 'tests/e2e/pages' } });
after(() => session.close());
const test = testsOf(session);

// Points at these in the page, one after the other, as the agent does, and gives what was learnt.
async function teach(port, page, spots) {
  for (const [part, spot] of Object.entries(spots)) {
    await port.post({ type: 'teach', part });
    await port.post({ type: 'keys', active: true });
    // Commands are taken in order, and this one is answered.
    await port.post({ type: 'insert', request: 99, id: '?', last_row: '?', text: '?' });
    await port.next('inserted');
    await (typeof spot === 'string' ? page.locator(spot).first() : spot).click();
    assert.equal((await port.next('pointed')).part, part);
  }
  const verdict = await port.next('taught');
  return spots.name ? (await port.next('taught')).adapter : verdict.adapter;
}
const said = ({ messages }) => messages.map(({ sender, text }) => `${sender}: ${text}`);
async function after_teaching(port, adapter) {
  let event;
  do event = await port.next('conversation'); while (event.adapter !== adapter.name || !event.buyer);
  return event;
}

test('a page whose classes are all made up is read by its sides and its placeholders', async () => {
  const page = await session.page('/hashed.html');
  await page.evaluate(() => { window.clicks = 0; document.addEventListener('click', () => { window.clicks += 1; }, true); });
  const port = await pagePort(session, page, { adapters: [] });
  const adapter = await teach(port, page, {
    buyer_line: page.getByText('能送运费险吗'), own_line: page.getByText('有的，今天能发'), composer: 'textarea', name: 'b',
  });
  assert.equal(await page.evaluate(() => window.clicks), 0, 'the page hears of no click');
  assert.doesNotMatch(JSON.stringify(adapter), /css-|r9Kd|b6Yy|z8Qw|w3Ea|t0Xm/);
  assert.deepEqual(adapter.sites, [`${session.origin}/`]);
  const event = await after_teaching(port, adapter);
  assert.deepEqual([event.id, event.composer], ['阿宁', 'ready']);
  assert.deepEqual(said(event), ['buyer: 这款有现货吗', 'seller: 有的，今天能发', 'system: 以下是新消息', 'buyer: 那我拍两件', 'buyer: 能送运费险吗']);
  await port.post({ type: 'insert', request: 1, id: event.id, last_row: event.messages.at(-1).row, text: '送的，放心拍' });
  assert.equal((await port.next('inserted')).outcome, 'done');
  assert.equal(await composerText(page, 'textarea'), '送的，放心拍');
  await port.close();
  await page.close();
});

test('Douyin’s page, taught, is read by its lasting marks, also after a release', async () => {
  const page = await session.page(ADDRESSES.douyin);
  const port = await pagePort(session, page, { adapters: [] });
  const adapter = await teach(port, page, {
    buyer_line: page.getByText('我已经拍了'), own_line: page.locator('[data-id="message-out"] pre'),
    composer: '[data-qa-id="qa-send-message-textarea"]', name: '#topbar-left-info span',
  });
  assert.match(JSON.stringify(adapter), /data-/);
  assert.doesNotMatch(JSON.stringify(adapter), /Zk1q|x8Yw|m2Nv|pT5z|b8Qk|hR2d1/);
  const event = await after_teaching(port, adapter);
  assert.equal(event.buyer, '橙子味的猫');
  assert.ok(said(event).includes('buyer: 我已经拍了') && said(event).includes('seller: [自动回复] 您好，在的'), said(event).join('\n'));
  await port.close();
  await page.evaluate(() => window.release());
  const again = await pagePort(session, page, { adapters: [adapter] });
  const later = await again.next('conversation');
  assert.ok(said(later).includes('buyer: 我已经拍了') && said(later).includes('seller: [自动回复] 您好，在的'), said(later).join('\n'));
  assert.equal(later.composer, 'ready');
  await again.close();
  await page.close();
});

test('Pinduoduo’s page, taught, tells the robot’s side from the buyer’s', async () => {
  const page = await session.page(ADDRESSES.pinduoduo);
  const port = await pagePort(session, page, { adapters: [] });
  const adapter = await teach(port, page, {
    buyer_line: page.getByText('什么时候发货').last(), own_line: page.getByText('米白的亲，耐看'), composer: '#replyTextarea', name: '.base-info .name',
  });
  const event = await after_teaching(port, adapter);
  assert.equal(event.buyer, '小鹿');
  const rows = said(event);
  for (const row of ['buyer: 拍哪个颜色好\n我家孩子用', 'seller: 米白的亲，耐看', 'buyer: 什么时候发货']) assert.ok(rows.includes(row), rows.join('\n'));
  assert.ok(!rows.some((row) => row.startsWith('buyer: 您好，我是店铺助手')), rows.join('\n'));
  await port.close();
  await page.close();
});

test('what can’t be told apart is not learnt, and Escape ends the pointing', async () => {
  const page = await session.page('/hashed.html');
  const port = await pagePort(session, page, { adapters: [] });
  const point = async (part, spot) => {
    await port.post({ type: 'teach', part });
    await port.post({ type: 'insert', request: 99, id: '?', last_row: '?', text: '?' });
    await port.next('inserted');
    await spot.click();
    await port.next('pointed');
  };
  await point('buyer_line', page.getByText('那我拍两件'));
  await point('own_line', page.getByText('能送运费险吗'));
  await point('composer', page.locator('textarea'));
  assert.equal((await port.next('not_taught')).why, 'sides');
  await point('buyer_line', page.getByText('那我拍两件'));
  await point('own_line', page.getByText('有的，今天能发'));
  await point('composer', page.locator('.w3Ea'));
  assert.equal((await port.next('not_taught')).why, 'composer');
  await port.post({ type: 'teach', part: 'buyer_line' });
  await port.post({ type: 'insert', request: 99, id: '?', last_row: '?', text: '?' });
  await port.next('inserted');
  await page.mouse.move(300, 100);
  assert.equal(await page.locator('div:popover-open').count(), 1);
  await page.keyboard.press('Escape');
  assert.equal((await port.next('not_taught')).why, 'cancelled');
  assert.equal(await page.locator('div:popover-open').count(), 0);
  await port.close();
  await page.close();
});
