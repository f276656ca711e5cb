// How long the buyer of the open talk waits: from the row that came while the panel looked on to the reply that the agent
// sends; what comes of it is there again when the panel is opened anew.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { heard, open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

test('a wait is shown while it lasts, and counted when it ends', async () => {
  const page = await session.page('/');
  let panel = await session.panel(page);
  const clock = panel.locator('details.clock');
  await page.evaluate(() => window.demo.say('这款有现货吗'));
  await heard(panel, '这款有现货吗');
  const waiting = clock.locator('.waiting');
  await waiting.filter({ hasText: /等了 \d+ 秒 \/ 3 分/ }).waitFor();
  const seconds = async () => Number((await waiting.innerText()).match(/等了 (\d+) 秒/)[1]);
  const first = await seconds();
  await clock.locator('summary').click();
  // It goes on by itself, and what the agent opened stays open.
  await panel.waitForFunction((first) => Number(document.querySelector('.clock .waiting').textContent.match(/(\d+) 秒/)[1]) > first, first);
  assert.equal(await clock.getAttribute('open'), '');

  await page.bringToFront();
  await page.locator('#composer').fill('亲，有现货的');
  await page.locator('#composer').press('Enter');
  await clock.locator('summary', { hasText: '没有未回的消息' }).waitFor();
  const rounds = () => clock.locator('tbody tr').first().locator('td').first().innerText();
  assert.equal(await rounds(), '1');
  await clock.locator('#clock-last-line').check();
  await page.evaluate(() => window.demo.say('好的谢谢'));
  await waiting.waitFor();
  await panel.waitForFunction(() => !document.documentElement.hasAttribute('data-saving'));
  await panel.close();

  panel = await session.panel(page);
  const again = panel.locator('details.clock');
  await again.locator('summary').click();
  assert.equal(await again.locator('tbody tr').first().locator('td').first().innerText(), '1');
  assert.ok(await again.locator('#clock-last-line').isChecked());
  await panel.close();
  await page.close();
});
