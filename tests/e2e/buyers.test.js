// What the agent notes of a buyer is there again when the panel is opened anew, without the telephone; it is given out, erased
// and put back. What an order's state wants said goes into the page's input box; unpaid orders are listed.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import { composerText, heard, open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

const saved = (panel) => panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
const say = (page, text) => page.evaluate((words) => window.demo.say(words), text);

test('a note is kept, there again, given out, erased and put back', async () => {
  const page = await session.page('/');
  let panel = await session.panel(page);
  await say(page, '在吗');
  await heard(panel, '在吗');
  await panel.locator('#buyer-note').click();
  await panel.locator('.noted textarea').fill('喜欢素色，电话 13812345678');
  await panel.locator('.noted input[data-name^="tags:"]').fill('送礼 急单');
  await panel.locator('.noted [type="submit"]').click();
  await panel.locator('#notice[data-kind="buyer_kept"]').waitFor();
  const line = panel.locator('#buyer-note');
  assert.match(await line.innerText(), /喜欢素色，电话 \{联系电话\}\s*送礼\s*急单/);
  await saved(panel);
  await panel.close();

  panel = await session.panel(page);
  await panel.locator('#buyer-note[aria-expanded="false"]').click();
  await panel.locator('.noted dd', { hasText: '喜欢素色' }).waitFor();
  const [download] = await Promise.all([panel.waitForEvent('download'), panel.locator('[data-action="buyer_export"]').click()]);
  const file = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.deepEqual([file.format, file.tags], ['qinyu-buyer', '送礼 急单']);

  await panel.locator('[data-action="buyer_erase"]').click();
  await panel.locator('.noted', { hasText: '记一笔' }).waitFor();
  await panel.locator('[data-action="buyer_put_back"]').click();
  await panel.locator('#buyer-note', { hasText: '喜欢素色' }).waitFor();
  await saved(panel);
  await panel.close();
  await page.close();
});

test('hints are ticked by hand and kept in the note alone', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await say(page, '你好');
  await heard(panel, '你好');
  await panel.locator('[data-action="buyer_fold"]').click();
  await panel.locator('[data-action="buyer_write"]').click();
  await panel.locator('[data-action="buyer_hints"]').click();
  assert.equal(await panel.locator('.hints input:checked').count(), 0);
  await panel.locator('#hint-refunds').check();
  await panel.locator('[data-action="buyer_note_hints"]').click();
  await panel.locator('.noted textarea').evaluate((field) => field.closest('form').requestSubmit());
  await panel.locator('#buyer-note', { hasText: '留意：退款多' }).waitFor();
  await panel.close();
  await page.close();
});

test('the texts of a step are chosen by name, with the keyboard alone', async () => {
  const page = await session.page('/?scene=parcel');
  const panel = await session.panel(page);
  await heard(panel, '周末要穿的，很急');
  const step = panel.locator('.step[data-step="notice"]');
  await step.locator('#order-text-sent[aria-pressed="true"]').focus();
  await panel.keyboard.press('Tab');
  await panel.keyboard.press('Tab');
  await panel.keyboard.press('Enter');
  await step.locator('#order-text-slow[aria-pressed="true"]').waitFor();
  assert.match(await step.locator('.note').innerText(), /路上慢了些/);
  assert.equal(await panel.evaluate(() => document.activeElement.id), 'order-text-slow', 'it keeps the focus');
  const { height } = await step.locator('#order-text-slow').boundingBox();
  assert.ok(height >= 24, `${height} px are too little for a finger`);
  await panel.close();
  await page.close();
});

test('what an order wants said asks for its gaps and goes into the input box', async () => {
  const page = await session.page('/?scene=parcel');
  const panel = await session.panel(page);
  await heard(panel, '周末要穿的，很急');
  const step = panel.locator('.step[data-step="notice"]');
  await step.waitFor();
  await step.locator('[data-action="order_say"]').click();
  const gap = panel.locator('.picked input.gap');
  await gap.waitFor();
  assert.equal(await composerText(page), '', 'nothing goes there with an open gap');
  await gap.fill('YT2026112000');
  await gap.blur();
  await panel.locator('.picked [data-action="choose"]').click();
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  assert.match(await composerText(page), /已发出.*单号YT2026112000/);
  await panel.locator('[data-action="order_again"]').waitFor();
  await panel.close();
  await page.close();
});
