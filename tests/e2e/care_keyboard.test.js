// All that care does, by the keyboard alone: keys go to the panel, nothing is clicked and nothing is put into the focus but by
// them. After each step the focus stands on something: who sees nothing would not know where they are.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { composerText, heard, open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/');
const panel = await session.panel(page);

// Keys pressed on the way to a control; nobody goes on after more.
const MOST_STEPS = 80;

const say = async (text) => {
  await page.evaluate((words) => window.demo.say(words), text);
  await heard(panel, text);
};
const write = async (text) => {
  await page.bringToFront();
  await page.locator('#composer').fill(text);
};
const press = (...keys) => keys.reduce((before, key) => before.then(() => panel.keyboard.press(key)), panel.bringToFront());
const focused = () => panel.evaluate(() => {
  const active = document.activeElement;
  return active === document.body || !active ? null : active.outerHTML.slice(0, 160);
});
const isOn = (wanted) => panel.evaluate((selector) => document.activeElement?.matches(selector) ?? false, wanted);

// Goes on with a key until a control has the focus.
async function reach(wanted, key = 'Tab') {
  await panel.bringToFront();
  for (let step = 0; !await isOn(wanted); step += 1) {
    assert.ok(step < MOST_STEPS, `${wanted} is not reached by ${key}; the focus is on ${await focused()}`);
    await panel.keyboard.press(key);
  }
}

// Uses a control, and waits for what comes of it; the focus is not lost by it.
async function use(wanted, outcome, { key = 'Enter', way = 'Tab' } = {}) {
  await reach(wanted, way);
  await press(key);
  await panel.locator(outcome).first().waitFor({ state: 'attached' });
  assert.ok(await focused(), `the focus is lost behind ${wanted}`);
}

// Opens a tab of the panel.
async function show(name) {
  await reach('[role="tab"]', 'Shift+Tab');
  for (let step = 0; !await isOn(`#tab-${name}`); step += 1) {
    assert.ok(step < MOST_STEPS, `no arrow leads to ${name}`);
    await press('ArrowRight');
  }
  await panel.locator(`#tab-${name}[aria-selected="true"]`).waitFor();
}

test('a draft is mended, its promise is kept and closed with a note', async () => {
  await press('Tab');
  await say('这件质量怎么样');
  await write('亲，这款质量最好');
  await use('[data-action="mend_draft"]', '#notice[data-kind="inserted"], #notice[data-kind="mended"]');
  assert.equal(await composerText(page), '亲，这款质量很好');
  await panel.locator('.draft mark').waitFor({ state: 'detached' });
  assert.ok(await focused(), 'the focus is lost with the finding');

  await write('明天12点前给您发出');
  await page.locator('#composer').press('Enter');
  await panel.locator('.promise').waitFor();
  await use('[data-action="follow_keep"]', '#notice[data-kind="follow_up_kept"]', { way: 'Shift+Tab' });
  await show('follow_ups');
  await reach('.follow-up form input');
  await panel.keyboard.type('已经发了');
  await use('.follow-up form input', '.closed');
  await use('.closed summary', '.closed[open]', { way: 'Shift+Tab' });
  assert.match(await panel.locator('.closed li').innerText(), /已经发了/);
});

test('a case’s step is ticked, a buyer is noted', async () => {
  await show('chat');
  await say('你们发错货了，我要的不是这个');
  await use('[data-action="guide_open"]', '.guide[data-case="wrong_item"]');
  assert.ok(await isOn('.guide h2'), 'the case that is opened has the focus');
  await use('[data-action="guide_tick"]', '.guide [data-name="verify"][aria-pressed="true"]');
  await use('[data-action="guide_close"]', '#view:not(:has(.guide))', { way: 'Shift+Tab' });

  await use('#buyer-note', '.noted textarea', { way: 'Shift+Tab' });
  await panel.locator('.noted textarea:focus').waitFor();
  await panel.keyboard.type('喜欢素色');
  await use('.noted [type="submit"]', '#notice[data-kind="buyer_kept"]');
  await panel.locator('#buyer-note:focus', { hasText: '喜欢素色' }).waitFor();
  await use('#buyer-note', '.noted dd');
});

test('what an order wants said is filled in and put into the input box', async () => {
  await page.evaluate(() => window.demo.switchTo('parcel'));
  await heard(panel, '周末要穿的，很急');
  await show('chat');
  await use('.step [data-action="order_say"]', '.picked input.gap');
  await reach('.picked input.gap');
  await panel.keyboard.type('YT2026112000');
  await use('.picked [data-action="choose"]', '#notice[data-kind="inserted"]');
  assert.match(await composerText(page), /已发出.*单号YT2026112000/);
});

test('a greeting is switched on, and the report’s table is read', async () => {
  await show('settings');
  await use('#greeting-bare_hello', '#greeting-bare_hello:checked', { key: 'Space' });
  await show('report');
  const chart = '#report-suggestions-chart';
  await use(`${chart} summary`, `${chart} details[open] table`);
  assert.ok(await panel.locator(`${chart} td`).count() > 0);
});
