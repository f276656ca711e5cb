// Nothing personal is kept beyond what the agent kept on purpose: a talk full of numbers, an address, a nick and an order goes
// through everything that care does, and then neither the stores, nor a file that is given out, nor the console has a word of it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import { heard, open, testsOf } from '../../xtask/drive/browser.mjs';
import { keeps } from '../../xtask/drive/keeps.mjs';

const PHONE = '13912345678';
const LANDLINE = '021-65987654';
const ORDER = '2611290987654321';
const PARCEL = 'SF1234567890123';
const ADDRESS = '杭州市西湖区文三路478号华星时代广场3幢1201';
const CARD = '330106199003077654';
const NICK = '小满今天喝茶';
const PLANTED = [PHONE, LANDLINE, ORDER, PARCEL, ADDRESS, '文三路', CARD];

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/');
const said = [];
const panel = await session.panel(page);
panel.on('console', (message) => said.push(message.text()));

const say = async (text) => {
  await page.evaluate((words) => window.demo.say(words), text);
  await heard(panel, text);
};
const send = async (text) => {
  await page.bringToFront();
  await page.locator('#composer').fill(text);
  await page.locator('#composer').press('Enter');
};
const clicked = async (action, within = panel) => within.locator(`[data-action="${action}"]`).first().click();
const show = (tab) => panel.locator(`#tab-${tab}`).click();

async function given(action) {
  const [file] = await Promise.all([panel.waitForEvent('download'), clicked(action)]);
  return readFile(await file.path(), 'utf8');
}

test('a talk full of what is personal leaves nothing behind', async () => {
  await say(`发错货了，我电话${PHONE}，座机${LANDLINE}，订单${ORDER}`);
  await say(`地址是${ADDRESS}，身份证${CARD}，快递${PARCEL}，再不处理我找你们领导投诉`);
  await page.bringToFront();
  await page.locator('#composer').fill(`亲，地址${ADDRESS}，电话${PHONE}核对一下，绝对没问题`);
  await panel.locator('.draft mark').first().waitFor();
  await send(`好的亲，明天12点前给${NICK}补发到${ADDRESS}，电话${PHONE}，单号${PARCEL}`);
  await panel.locator('.promise').first().waitFor();
  await clicked('follow_keep');

  await show('follow_ups');
  const files = [await given('follow_export')];
  await show('chat');
  await show('settings');
  files.push(await given('export'));
  await panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
  await panel.close();

  const again = await session.panel(page);
  const kept = await keeps(again);
  assert.ok(kept.some((text) => text.includes('follow_ups') || text.includes('补发')), 'what was kept on purpose is found');
  for (const words of PLANTED) {
    assert.equal(kept.find((text) => text.includes(words)), undefined, `${words} is in a store`);
    assert.equal(files.find((text) => text.includes(words)), undefined, `${words} is in a file`);
    assert.equal(said.find((text) => text.includes(words)), undefined, `${words} is in the console`);
  }
});
