// An after-sales case is proposed in the talk, opened by a click, its phrases are put into the page and tick their steps; a
// complaint is handed over with a summary without the buyer's words; advertising gets a short answer.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { heard, open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

const say = (page, text) => page.evaluate((words) => window.demo.say(words), text);

test('a case is proposed, opened, and goes on by what is inserted', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await say(page, '你们发错货了，我要的不是这个');
  await heard(panel, '你们发错货了，我要的不是这个');
  await panel.locator('.matter[data-seen="case"] [data-action="guide_open"]').click();
  const guide = panel.locator('.guide[data-case="wrong_item"]');
  await guide.locator('[data-action="guide_say"]').first().click();
  await panel.locator('.guide [data-name="verify"][aria-pressed="true"]').waitFor();
  assert.match(await page.locator('#composer').inputValue(), /这件事我来跟进/);
  assert.match(await guide.locator('h2').innerText(), /1\/6/);

  // Ticked by hand, and closed; opened again it stands where it was.
  await guide.locator('[data-action="guide_tick"]').click();
  await panel.locator('.guide [data-name="soothe"][aria-pressed="true"]').waitFor();
  await guide.locator('[data-action="guide_close"]').click();
  await guide.waitFor({ state: 'detached' });
  await panel.locator('[data-action="guide_list"]').click();
  await panel.locator('.rooms [data-name="wrong_item"]').click();
  assert.match(await guide.locator('h2').innerText(), /2\/6/);
  await panel.close();
  await page.close();
});

test('a complaint is handed over, with a summary that has nothing of the buyer', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await say(page, '电话13900001111，不退钱我就打12315');
  const line = panel.locator('.matter[data-seen="hand_over"]');
  await line.waitFor();
  const summary = await line.locator('.summed').innerText();
  assert.match(summary, /转主管：找监管部门/);
  assert.doesNotMatch(summary, /13900001111|不退钱/);
  await line.locator('[data-action="guide_copy"]').click();
  await panel.locator('#notice[data-kind="copied"]').waitFor();
  await line.locator('[data-action="guide_away"]').click();
  await line.waitFor({ state: 'detached' });
  await panel.close();
  await page.close();
});

test('advertising is named and answered by a click alone', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await say(page, '掌柜需要补单吗，真人安全');
  const line = panel.locator('.matter[data-seen="spam"]');
  await line.waitFor();
  assert.equal(await page.locator('#composer').inputValue(), '');
  await line.locator('[data-action="guide_answer"]').click();
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  assert.match(await page.locator('#composer').inputValue(), /我们不做这类合作/);
  await panel.close();
  await page.close();
});
