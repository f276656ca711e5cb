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
  const answer = async (text) => {
    await page.bringToFront();
    await page.locator('#composer').fill(text);
    await page.locator('#composer').press('Enter');
  };
  // How long those waited that stood there already, nobody knows.
  await clock.locator('.waiting', { hasText: '在等回复' }).waitFor();
  await answer('在的亲');
  await heard(panel, '身高165');
  const waiting = clock.locator('.waiting');
  await waiting.filter({ hasText: /等了 \d+ 秒 \/ 3 分/ }).waitFor();
  const seconds = async () => Number((await waiting.innerText()).match(/等了 (\d+) 秒/)[1]);
  const first = await seconds();
  await clock.locator('summary').click();
  // It goes on by itself, and what the agent opened stays open.
  await panel.waitForFunction((first) => Number(document.querySelector('.clock .waiting').textContent.match(/(\d+) 秒/)[1]) > first, first);
  assert.equal(await clock.getAttribute('open'), '');

  await answer('亲，M码就可以');
  const rounds = (panel) => panel.locator('details.clock tbody tr').first().locator('td').first();
  await rounds(panel).filter({ hasText: /^1$/ }).waitFor();
  await clock.locator('#clock-last-line').check();
  await panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
  await panel.close();

  panel = await session.panel(page);
  const again = panel.locator('details.clock');
  await again.locator('summary').click();
  assert.equal(await rounds(panel).innerText(), '1');
  assert.ok(await again.locator('#clock-last-line').isChecked());
  await panel.close();
  await page.close();
});
