// The list at the start of a shift, and a campaign that is written down: what is on today shows with its checks, is ticked,
// and is there again when the panel is opened anew.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

const pad = (number) => String(number).padStart(2, '0');
const day = (ahead) => {
  const date = new Date(Date.now() + ahead * 86_400_000);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
};

async function set(panel, field, value) {
  const found = panel.locator(field);
  await found.fill(value);
  await found.blur();
}

test('a shift is checked and a campaign is on', async () => {
  const page = await session.page('/');
  let panel = await session.panel(page);
  await panel.locator('#tab-follow_ups').click();
  const paid = '[data-action="campaign_tick"][data-name="shift/paid"]';
  await panel.locator(paid).check();
  await panel.locator('.checks h2', { hasText: '开班检查 3/6' }).waitFor();

  await panel.locator('[data-action="campaign_new"]').click();
  await set(panel, '#campaign-name', '周年庆');
  await set(panel, '#campaign-day-1', day(-1));
  await set(panel, '#campaign-day-2', day(1));
  await panel.locator('.campaign h2', { hasText: '周年庆' }).waitFor();
  await set(panel, '#campaign-lines-during', '对一遍到手价');
  await panel.locator('.campaign .checklist label', { hasText: '对一遍到手价' }).click();
  await panel.locator('.campaign li[data-done="true"]', { hasText: '对一遍到手价' }).waitFor();
  await panel.close();

  panel = await session.panel(page);
  await panel.locator('#tab-follow_ups').click();
  await panel.locator('.campaign li[data-done="true"]', { hasText: '对一遍到手价' }).waitFor();
  assert.equal(await panel.locator(paid).isChecked(), true);
  await panel.locator('[data-action="campaign_tick"][data-name="shift/away"]').click();
  await panel.locator('p.shift').waitFor();

  await panel.locator('[data-action="campaign_open"]').click();
  await panel.locator('[data-action="campaign_remove"]').click();
  await panel.locator('[data-action="campaign_put_back"]').click();
  await panel.locator('.campaign').waitFor();
  await panel.close();
  await page.close();
});
