// The pretend chat plays the scenes for practice, and the panel reads them as any talk: it suggests, looks at the draft, knows
// how long the buyer waits and hears what is promised.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { chooseIn, heard, open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

async function write(page, text) {
  await page.bringToFront();
  await page.locator('#composer').fill(text);
}
async function send(page, text) {
  await write(page, text);
  await page.locator('#composer').press('Enter');
}
const rows = (page) => page.locator('#log > *').allInnerTexts();

test('a scene is played to its end beside the panel, and begun again as another talk', async () => {
  const page = await session.page('/?scene=train-late_parcel');
  const panel = await session.panel(page);
  await heard(panel, '你们到底管不管');
  assert.ok(await page.locator('#scenes li').count() >= 12);
  await panel.locator('details.clock .waiting').waitFor();
  await write(page, '亲，这款质量最好');
  await panel.locator('.draft mark').first().waitFor();

  await send(page, '嗯');
  await heard(panel, '别跟我说这些，我就问我的快递在哪！');
  const { text } = await chooseIn(page, panel);
  await page.locator('#composer').press('Enter');
  assert.ok((await rows(page)).includes(text), 'what is suggested for it is said');
  await heard(panel, '那我要等到什么时候才有消息');
  await panel.locator('details.clock .waiting', { hasText: /^等了 \d+ 秒 \// }).waitFor();
  await send(page, '明天上午10点前给您答复，一有消息马上告诉您');
  await panel.locator('.promise').first().waitFor();
  await heard(panel, '要是丢了怎么办');
  await send(page, '您放心，我跟进到底：真丢了，给您补发或者退款，您来选');
  await heard(panel, '行，我等你消息');
  assert.equal((await rows(page)).at(-1), '这段陪练结束了');
  await send(page, '好的亲');
  assert.equal((await rows(page)).at(-1), '好的亲', 'nobody answers any more');

  await page.locator('#again').click();
  await panel.locator('#panel[data-conversation="train-late_parcel-2"]').waitFor({ state: 'attached' });
  await heard(panel, '你们到底管不管');
  assert.equal((await rows(page)).length, 2);
  assert.ok(await page.locator('#again').isHidden());
  await panel.close();
  await page.close();
});

test('a buyer goes who is put off twice, and one who is away is told of', async () => {
  const page = await session.page('/');
  assert.equal(await page.locator('#practice').getAttribute('open'), null, 'the shop’s own talks stand alone');
  await page.locator('#practice summary').click();
  await page.locator('#scenes button', { hasText: '要加微信' }).click();
  await send(page, '嗯');
  await send(page, '哦');
  assert.deepEqual((await rows(page)).slice(-4), ['怕什么，就发几张图', '哦', '真麻烦，不买了', '这段陪练结束了']);
  await page.locator('#scenes button', { hasText: '只说“在吗”的买家' }).click();
  await send(page, '您好，在的亲，您看中哪款了呢？');
  assert.equal((await rows(page)).at(-1), '过了三分钟，买家没有回。主动再说一句。');
  await page.close();
});
