// What the shop promises in the open talk is offered, kept by a click, carried over a closed panel, overdue on top, closed
// with a note; and given out as a table.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { heard, open, PATIENCE_MS, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

// What the worker does comes to this.
async function settled(ask, expected) {
  const until = Date.now() + PATIENCE_MS;
  let got;
  do { got = await ask(); } while (!isDeepStrictEqual(got, expected) && Date.now() < until);
  assert.deepEqual(got, expected);
}

const say = (page, text) => page.evaluate((words) => window.demo.say(words), text);

// The agent writes into the page's own box and sends it there.
async function send(page, text) {
  await page.bringToFront();
  await page.locator('#composer').fill(text);
  await page.locator('#composer').press('Enter');
}

test('a promise that is sent is offered, kept, and there again when the panel is opened anew', async () => {
  const page = await session.page('/');
  let panel = await session.panel(page);
  await say(page, '今天能发吗');
  await heard(panel, '今天能发吗');
  await send(page, '可以的，明天12点前给您发出');
  await panel.locator('.promise[data-kind="dispatch"]').waitFor();
  assert.match(await panel.locator('.promise .when').innerText(), /12:00 · 还有/);
  await panel.locator('[data-action="follow_keep"]').click();
  await panel.locator('#notice[data-kind="follow_up_kept"]').waitFor();
  assert.equal(await panel.locator('.promise').count(), 0);
  await panel.close();

  panel = await session.panel(page);
  await panel.locator('#tab-follow_ups').click();
  const entry = panel.locator('.follow-up');
  await entry.waitFor();
  assert.match(await entry.innerText(), /明天12点前给您发出/);

  // The agent was to come back an hour ago.
  const due = entry.locator('[data-action="follow_due"]');
  await due.fill('2020-01-01T08:00');
  await due.blur();
  await panel.locator('.follow-up[data-standing="overdue"]').waitFor();
  assert.equal(await panel.locator('#tab-follow_ups .count').innerText(), '1');
  await panel.locator('#tab-chat').click();
  await panel.locator('button.overdue').click();

  await panel.locator('.follow-up form input').fill('已经发了');
  await panel.locator('.follow-up form input').press('Enter');
  await panel.locator('.closed summary').click();
  assert.match(await panel.locator('.closed li').innerText(), /已经发了/);
  assert.equal(await panel.locator('#tab-follow_ups .count').count(), 0);

  await panel.locator('[data-action="follow_reopen"]').click();
  await panel.locator('[data-action="follow_remove"]').click();
  await panel.locator('.blank h1', { hasText: '没有要跟进的' }).waitFor();
  await panel.locator('[data-action="follow_put_back"]').click();
  await panel.locator('.follow-up').waitFor();

  const [download] = await Promise.all([panel.waitForEvent('download'), panel.locator('[data-action="follow_export"]').click()]);
  const table = await readFile(await download.path(), 'utf8');
  assert.equal(table.split('\r\n').length, 3);
  assert.match(table, /^\ufeff到期,类型,/);
  await panel.close();
  await page.close();
});

test('where the agent allows alarms, the icon says how many are overdue, also when nothing of ours is alive', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  // A file of the extension asks for us, for the worker comes and goes.
  const probe = await session.context.newPage();
  await probe.goto(`chrome-extension://${session.extensionId}/manifest.json`);
  const badge = () => probe.evaluate(async () => [await chrome.action.getBadgeText({}), await chrome.action.getTitle({})]);
  // What it is to say, in the browser's language.
  const saying = (overdue) => probe.evaluate((count) => [count, chrome.i18n.getMessage(count ? 'overdue' : 'open', count)], overdue);
  await panel.locator('#tab-follow_ups').click();
  await panel.locator('.follow-up').waitFor();
  const [due, box] = [panel.locator('[data-action="follow_due"]'), panel.locator('#follow-badge')];
  await due.fill('2020-01-01T08:00');
  await due.blur();
  await panel.locator('.follow-up[data-standing="overdue"]').waitFor();
  assert.deepEqual(await badge(), await saying(''), 'nobody allowed it');
  assert.equal(await panel.evaluate(() => typeof chrome.alarms), 'undefined');

  await box.click();
  await settled(badge, await saying('1'));
  await panel.locator('#follow-badge:checked').waitFor();

  // What falls due later is left by its time and number.
  await due.fill('2099-12-31T08:00');
  await due.blur();
  await settled(badge, await saying(''));
  const alarms = await probe.evaluate(() => chrome.alarms.getAll());
  const from = new Date('2099-12-31T08:01').getTime();
  assert.deepEqual(alarms.map(({ name }) => name).filter((name) => name.endsWith(' 1')), [`${from} 1`]);
  assert.ok(alarms.every(({ name }) => /^\d+ \d+$/.test(name)), 'and by nothing else');

  // The panel is closed and the worker ended, as Chrome does after 30 seconds: the alarm wakes it.
  await panel.evaluate(() => chrome.alarms.create(`${Date.now()} 7`, { when: Date.now() + 1000, periodInMinutes: 1440 }));
  await panel.close();
  const workers = await session.context.newCDPSession(probe);
  await workers.send('ServiceWorker.enable');
  await workers.send('ServiceWorker.stopAllWorkers');
  await settled(badge, await saying('7'));

  // The panel knows better, and what is given back is gone.
  const again = await session.panel(page);
  await settled(badge, await saying(''));
  await again.locator('#tab-follow_ups').click();
  await again.locator('[data-action="follow_due"]').fill('2020-01-01T08:00');
  await again.locator('[data-action="follow_due"]').blur();
  await settled(badge, await saying('1'));
  await again.locator('#follow-badge').click();
  await again.locator('#follow-badge:not(:checked)').waitFor();
  await settled(badge, await saying(''));
  assert.equal(await again.evaluate(() => chrome.permissions.contains({ permissions: ['alarms'] })), false);
  for (const tab of [again, probe, page]) await tab.close();
});
