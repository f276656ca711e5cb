// A new agent practises with a scripted buyer by the keyboard alone, while the page's own talk goes on and nothing of the
// practice reaches it.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { heard, open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

const say = (page, text) => page.evaluate((words) => window.demo.say(words), text);
const composer = (panel) => panel.locator('[data-action="train_type"]');

async function begin(panel, scene) {
  await panel.locator('#tab-settings').click();
  await panel.locator('[data-action="train_room"]').press('Enter');
  await panel.locator(`[data-action="train_begin"][data-name="${scene}"]`).press('Enter');
  await panel.locator('.rehearsal [data-sender="buyer"]').first().waitFor();
}

test('a scene is played to its end by the keyboard', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await begin(panel, 'wechat');
  await panel.locator('[data-action="train_type"]:focus').waitFor();
  // How long the pretend buyer waits goes on by itself, and takes no focus.
  await panel.locator('.clock .waiting', { hasText: /等了 [1-9]\d* 秒 \/ 1 分/ }).waitFor();
  await panel.locator('[data-action="train_type"]:focus').waitFor();

  // A suggestion goes into the panel's own box.
  await panel.keyboard.press('Alt+Digit1');
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  assert.notEqual(await composer(panel).inputValue(), '');
  assert.equal(await page.locator('#composer').inputValue(), '', 'the page is not touched');

  await composer(panel).fill('好的，加我微信qinyu2026');
  await panel.locator('.draft mark').first().waitFor();
  await composer(panel).press('Enter');
  await panel.locator('.feedback .warning').waitFor();
  assert.equal(await composer(panel).inputValue(), '', 'what was said stands in the box no longer');
  await panel.locator('[data-action="train_type"]:focus').waitFor();
  assert.match(await panel.locator('.rehearsal').innerText(), /怕什么，就发几张图/);

  await composer(panel).fill('平台外不方便联系哈，有事在这里说就好');
  await composer(panel).press('Enter');
  await panel.locator('.rehearsal', { hasText: '那电话给我一个也行' }).waitFor();
  await composer(panel).fill('您有急事在这里说，我一直在');
  await composer(panel).press('Enter');
  await panel.locator('#train-ended').waitFor();
  assert.match(await panel.locator('.ended').innerText(), /练完了[\s\S]*(可以这样说|当时的建议)/);
  await panel.locator('.ended [data-action="train_begin"]').press('Enter');
  await panel.locator('[data-action="train_type"]').waitFor();
  await panel.close();
  await page.close();
});

test('the page goes on meanwhile, and is there when the practice ends', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await say(page, '今天能发吗');
  await heard(panel, '今天能发吗');
  await begin(panel, 'size');
  await panel.locator('button.overdue[data-action="train_close"]').waitFor();
  await say(page, '在不在呀');
  await composer(panel).fill('建议拍M码');
  await composer(panel).press('Enter');
  await panel.locator('.rehearsal', { hasText: '要选大一码吗' }).waitFor();
  assert.doesNotMatch(await panel.locator('#view').innerText(), /在不在呀/);
  await panel.locator('button.overdue[data-action="train_close"]').click();
  await heard(panel, '在不在呀');
  assert.equal(await page.evaluate(() => window.demo.sent.length), 0, 'nothing was sent');
  await panel.close();
  await page.close();
});
