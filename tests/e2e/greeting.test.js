// A greeting goes into the empty box and stops there: only where it is switched on, never over what the agent does, and
// once in a talk.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { heard, open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

const say = (page, text) => page.evaluate((words) => window.demo.say(words), text);
// What was asked before is answered, and the pretend buyers have said what they had to say.
async function settle(page) {
  await page.bringToFront();
  for (const text of ['亲，有的', '亲，可以的', '亲，好的', '亲，没问题', '亲，这边记下了']) {
    await page.locator('#composer').fill(text);
    await page.locator('#composer').press('Enter');
  }
}
const drafted = (page) => page.locator('#composer').inputValue();

test('a greeting waits in the empty box for the agent, and any key stops it', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await settle(page);
  await say(page, '在吗');
  await heard(panel, '在吗');
  const announced = panel.locator('#notice[data-kind="greeting"]');
  assert.equal(await announced.count(), 0, 'it is off until it is switched on');

  await panel.locator('#tab-settings').click();
  await panel.locator('#greeting-bare_hello').check();
  await panel.locator('#tab-chat').click();
  await page.bringToFront();
  await page.locator('#composer').fill('在的亲');
  await page.locator('#composer').press('Enter');
  await say(page, '你好');
  await announced.waitFor();
  await page.keyboard.press('Escape');
  await announced.waitFor({ state: 'detached' });
  assert.equal(await drafted(page), '', 'a key was pressed');
  await say(page, '在吗');
  await heard(panel, '在吗');
  assert.equal(await announced.count(), 0, 'not twice in a talk');
  await page.close();
  await panel.close();

  const other = await session.page('/?again');
  const next = await session.panel(other);
  await other.bringToFront();
  await settle(other);
  const rows = await other.locator('#log > *').count();
  await say(other, '在吗');
  await next.locator('#notice[data-kind="inserted"]').waitFor();
  assert.match(await drafted(other), /^在的亲|^您好/);
  assert.equal(await other.locator('#log > *').count(), rows + 1, 'it is not sent');
  await next.close();
  await other.close();
});
