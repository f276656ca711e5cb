// Nothing personal is kept beyond what the agent kept on purpose: talks full of numbers, an address, nicks and orders go through
// everything that care does, and then neither the stores, nor a file that is given out, nor what is copied, nor the console
// has a word of it. Of a buyer about whom nothing was kept not even the name is there.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import { heard, open, testsOf } from '../../xtask/drive/browser.mjs';
import { keeps } from '../../xtask/drive/keeps.mjs';
import { partsOf } from '../../xtask/drive/zip.mjs';

const PHONE = '13912345678';
const LANDLINE = '021-65987654';
const ORDER = '2611290987654321';
const PARCEL = 'SF1234567890123';
const ADDRESS = '杭州市西湖区文三路478号华星时代广场3幢1201';
const CARD = '330106199003077654';
const KEPT_NICK = '小满今天喝茶';
const NICK = '橘子汽水88';
const SHOWN_ORDER = 'DEMO20261120001';
const PLANTED = [PHONE, LANDLINE, ORDER, PARCEL, ADDRESS, '文三路', CARD, SHOWN_ORDER, NICK];
const ALL = `电话${PHONE}，座机${LANDLINE}，订单${ORDER}，快递${PARCEL}，身份证${CARD}，地址${ADDRESS}`;

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
await session.context.grantPermissions(['clipboard-read', 'clipboard-write']);
const test = testsOf(session);
const [said, given] = [[], {}];
session.context.on('console', (message) => said.push(message.text()));
const page = await session.page('/');
let panel = await session.panel(page);

const say = async (text) => {
  await page.evaluate((words) => window.demo.say(words), text);
  await heard(panel, text);
};
const write = async (text) => {
  await page.bringToFront();
  await page.locator('#composer').fill(text);
};
const send = async (text) => {
  await write(text);
  await page.locator('#composer').press('Enter');
  // Behind another page it would draw a frame a second.
  await panel.bringToFront();
};
const control = (action, within = panel) => within.locator(`[data-action="${action}"]`).first();
const clicked = (action, within) => control(action, within).click();
const show = (tab) => panel.locator(`#tab-${tab}`).click();
const told = (kind) => panel.locator(`#notice[data-kind="${kind}"]`).waitFor();

async function give(action) {
  const [file] = await Promise.all([panel.waitForEvent('download'), clicked(action)]);
  const bytes = await readFile(await file.path());
  given[action] = file.suggestedFilename().endsWith('.xlsx') ? partsOf(bytes).join('\n') : bytes.toString('utf8');
}

async function copy(name, within) {
  await clicked('guide_copy', within);
  await told('copied');
  given[name] = await panel.evaluate(() => navigator.clipboard.readText());
}

// A card with an order stands in the talk that is open.
const showsOrder = (number, state) => page.evaluate(([order, standing]) => {
  const [row, card] = [document.createElement('div'), document.createElement('div')];
  Object.assign(row.dataset, { sender: 'buyer', id: `order-${order}` });
  Object.assign(card.dataset, { card: 'order', number: order, state: standing, amount: '139.00' });
  row.setAttribute('role', 'listitem');
  row.append(card);
  document.getElementById('log').append(row);
}, [number, state]);

test('a case is gone through and handed over', async () => {
  await say(`发错货了，${ALL}`);
  await clicked('guide_open');
  await clicked('guide_say');
  await told('inserted');
  await write('');
  await panel.bringToFront();
  await panel.locator('[data-action="guide_step"][data-name="record"]').click();
  await copy('summary of the case', panel.locator('.guide'));
  await say(`我${PHONE}，再不处理我找你们领导投诉`);
  await copy('summary for who takes over', panel.locator('.matter[data-seen="hand_over"]'));
});

test('a draft is looked at, its promise is kept, and closed with a note', async () => {
  await write(`亲，${ALL}核对一下，绝对没问题`);
  await panel.locator('.draft mark').first().waitFor();
  await send(`好的亲，明天12点前给${KEPT_NICK}补发到${ADDRESS}，电话${PHONE}，单号${PARCEL}`);
  await panel.locator('.promise').first().waitFor();
  await clicked('follow_keep');
  await told('follow_up_kept');
  await show('follow_ups');
  await panel.locator('.follow-up form input').fill(`办好了，${ALL}`);
  await panel.locator('.follow-up form input').press('Enter');
  await panel.locator('.closed summary').click();
  await give('follow_export');
});

test('a buyer is noted with tags', async () => {
  await show('chat');
  await panel.locator('#buyer-note').click();
  await panel.locator('.noted textarea').fill(`喜欢素色，${ALL}`);
  await panel.locator('.noted input[data-name^="tags:"]').fill(`送礼 ${PHONE} 电话${PHONE}`);
  await panel.locator('.noted [type="submit"]').click();
  await told('buyer_kept');
  await panel.locator('#buyer-note[aria-expanded="false"]').click();
  await give('buyer_export');
});

test('a buyer is served of whom nothing is kept: an order’s step, an unpaid order, a greeting', async () => {
  await show('settings');
  await panel.locator('#greeting-bare_hello').check();
  await show('chat');
  await page.evaluate(() => window.demo.switchTo('parcel'));
  await heard(panel, '周末要穿的，很急');
  const step = panel.locator('.step[data-step="notice"]');
  await clicked('order_say', step);
  await panel.locator('.picked input.gap').fill(PARCEL);
  await panel.locator('.picked input.gap').blur();
  await panel.locator('.picked [data-action="choose"]').click();
  await told('inserted');
  await send(`亲爱的${NICK}，${ALL}，明天回复您`);
  await panel.locator('.promise').first().waitFor();
  await clicked('follow_skip');
  await say(`我是${NICK}，${ALL}`);
  await showsOrder(ORDER, '等待买家付款');
  await show('follow_ups');
  await panel.locator('.unpaid', { hasText: NICK }).waitFor();
  await clicked('order_drop');
  await clicked('order_fold');
  await panel.locator('[data-action="order_back"]').waitFor();
  await show('chat');
  await say('在吗');
  await panel.locator('article.suggestion [data-action="choose"]').first().waitFor();
});

test('a campaign is written down, and a scene is practised', async () => {
  await show('follow_ups');
  await clicked('campaign_new');
  await panel.locator('#campaign-name').fill('周年庆');
  await panel.locator('#campaign-name').blur();
  await panel.locator('[data-action="campaign_tick"]').first().check();
  await show('settings');
  await clicked('train_room');
  await panel.locator('[data-action="train_begin"][data-name="wechat"]').click();
  for (const text of [`${NICK}您加我，${ALL}`, ALL]) {
    await panel.locator('[data-action="train_type"]').fill(text);
    await panel.locator('[data-action="train_type"]').press('Enter');
  }
  await panel.locator('#train-ended').waitFor();
  await panel.locator('[data-action="train_close"]').first().click();
});

test('the report goes out in three files, and everything in one', async () => {
  await show('report');
  for (const action of ['report_export', 'report_workbook', 'report_team_export']) await give(action);
  assert.match(given.report_workbook, /<worksheet/, 'the workbook was read');
  await show('settings');
  await give('export');
});

test('no word of it is kept, given out or logged', async () => {
  await show('chat');
  await panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
  await panel.close();
  panel = await session.panel(page);
  const kept = await keeps(panel);
  for (const words of ['补发', '喜欢素色', '周年庆', KEPT_NICK]) {
    assert.ok(kept.some((text) => text.includes(words)), `${words} was kept on purpose, and is not found`);
  }
  assert.equal(Object.keys(given).length, 8);
  const places = [...kept.map((text) => ['a store', text]), ...Object.entries(given), ...said.map((text) => ['the console', text])];
  const found = PLANTED.flatMap((words) => places.filter(([, text]) => text.includes(words)).map(([place]) => `${words} is in ${place}`));
  assert.deepEqual(found, []);
});
