// The platforms' pages beside the real panel: a chat in a frame, a page that has changed, two contacts of one name, a page
// that is taught; and which addresses are never read.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { chooseIn, composerText, heard, suggestionsOf, testsOf } from '../../xtask/drive/browser.mjs';
import { ADDRESSES, openSites } from '../../xtask/drive/sites.mjs';

const session = await openSites({ folders: { '/': 'tests/e2e/pages' } });
after(() => session.close());
const test = testsOf(session);

async function beside(address, link = 'attached') {
  const page = await session.page(address);
  const panel = await session.panel(page, { link });
  return { page, panel, end: async () => { await panel.close(); await page.close(); } };
}

test('Taobao’s chat, in a frame that comes after the panel, is answered in that frame', async () => {
  const { page, panel, end } = await beside(ADDRESSES.taobao);
  await heard(panel, '拍下了，今天能发吗');
  assert.equal((await panel.locator('.buyer').innerText()).trim(), '棉花糖很甜的小店买家');
  const box = page.frameLocator('iframe').locator('.editBox pre');
  const [first] = await suggestionsOf(panel);
  await panel.locator('[data-action="choose"][data-slot="1"]').click();
  if (first.complete) {
    await panel.locator('#notice[data-kind="inserted"]').waitFor();
    assert.equal(await box.innerText(), first.text);
  }
  assert.deepEqual(await page.frames()[1].locator('.message-item').count(), 6, 'nothing was sent');
  await end();
});

test('a key pressed in the frame is the frame’s', async () => {
  const { page, panel, end } = await beside(ADDRESSES.taobao);
  await heard(panel, '拍下了，今天能发吗');
  const slot = (await suggestionsOf(panel)).find(({ complete }) => complete)?.slot;
  assert.ok(slot, 'one of the replies is ready');
  await page.bringToFront();
  const box = page.frameLocator('iframe').locator('.editBox pre');
  await box.click();
  await page.keyboard.press(`Alt+Digit${slot}`);
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  assert.equal(await box.innerText(), (await suggestionsOf(panel)).find((one) => one.slot === slot).text);
  await end();
});

test('1688: the panel names the site while nobody is chosen, and reads once somebody is', async () => {
  const { page, panel, end } = await beside(ADDRESSES[1688], 'no_chat');
  await panel.locator('.blank h1', { hasText: '1688 旺旺网页版：没有读到打开的会话' }).waitFor();
  await page.frames()[1].evaluate(() => window.choose());
  await heard(panel, '交期几天');
  await end();
});

test('a page that has changed says what can’t be read instead of showing nothing', async () => {
  const { page, panel, end } = await beside(ADDRESSES.pinduoduo);
  await heard(panel, '什么时候发货');
  assert.equal(await panel.locator('.unread').count(), 0);
  const rename = (from, to) => page.evaluate(([before, now]) => {
    for (const element of document.querySelectorAll(`.${before}`)) element.className = now;
    document.querySelector('.history-box').append('');
  }, [from, to]);
  await rename('msg-content-box', 'text-v2');
  await panel.locator('.unread[data-part="text"]', { hasText: '这个页面改版了' }).waitFor();
  await rename('buyer-item', 'visitor-v2');
  await rename('cs-item', 'clerk-v2');
  await panel.locator('.unread[data-part="sender"]', { hasText: '分不清哪些是买家说的' }).waitFor();
  await panel.locator('[data-action="teach"]').waitFor();
  await page.evaluate(() => document.querySelector('.panel').remove());
  await panel.locator('.blank h1', { hasText: '拼多多：没有读到打开的会话' }).waitFor();
  await end();
});

test('case 5: of two contacts with one name nobody can tell who is open: copied, not inserted', async () => {
  const { page, panel, end } = await beside(ADDRESSES.jd);
  await heard(panel, '电饭煲的内胆能单独买吗');
  await page.evaluate(() => {
    const [first] = document.querySelectorAll('.alluser-item');
    first.after(first.cloneNode(true));
    window.say('在吗');
  });
  await panel.locator('.unread[data-part="twin"]', { hasText: '两位同名的买家' }).waitFor();
  await panel.locator('article.suggestion').first().waitFor();
  const { slot } = (await suggestionsOf(panel)).find(({ complete }) => complete);
  assert.match(await panel.locator(`[data-action="choose"][data-slot="${slot}"]`).innerText(), /^复制/);
  await panel.locator(`[data-action="choose"][data-slot="${slot}"]`).click();
  await panel.locator('#notice[data-kind="copied"]').waitFor();
  assert.equal(await page.locator('.EditorContent').innerText(), '');
  await end();
});

test('case 14: an address that only looks like a platform’s is not read', async () => {
  for (const address of [
    'https://mms.pinduoduo.com.evil.example/chat-merchant/index.html', 'http://mms.pinduoduo.com:8080/chat-merchant/index.html',
    'https://evil.example/mms.pinduoduo.com/chat-merchant/',
  ]) {
    session.copies = { [new URL(address).origin]: 'pinduoduo' };
    const { page, panel, end } = await beside(address, 'no_access');
    assert.equal(await page.locator('li.onemsg').count(), 10, 'it shows the same chat');
    assert.equal(await panel.locator('article.suggestion').count(), 0);
    await end();
  }
});

test('a page is taught beside the panel, read at once, kept over a new opening, and forgotten', async () => {
  const page = await session.page('/hashed.html');
  let panel = await session.panel(page);
  await panel.locator('.unread[data-part="name"]').waitFor();
  await panel.locator('[data-action="teach"]').click();
  const point = async (step, spot) => {
    await panel.locator('.teach li.now', { hasText: step }).waitFor();
    await page.bringToFront();
    await spot.click();
  };
  await point('一句买家说的话', page.getByText('能送运费险吗'));
  await point('一句自己说的话', page.getByText('有的，今天能发'));
  await point('输入框', page.locator('textarea'));
  await point('买家的名字', page.locator('b'));
  await panel.locator('.teach', { hasText: '读到买家 3 句，自己 1 句，对吗？' }).waitFor();
  assert.match(await panel.locator('.teach .sample').innerText(), /买家\s+能送运费险吗/);
  await panel.locator('[data-action="teach_save"]').click();
  await panel.locator('.teach').waitFor({ state: 'detached' });
  await panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
  const stored = JSON.stringify(await session.stored());
  assert.match(stored, /site\/http:\/\/127/);
  for (const words of ['能送运费险吗', '有的，今天能发', '阿宁']) assert.ok(!stored.includes(words), `${words} is in no store`);
  await panel.close();
  panel = await session.panel(page);
  await heard(panel, '能送运费险吗');
  assert.equal((await panel.locator('.buyer').innerText()).trim(), '阿宁');
  const { text } = await chooseIn(page, panel, 'textarea');
  assert.equal(await composerText(page, 'textarea'), text);
  await panel.locator('[role="tab"][data-name="settings"]').click();
  await panel.locator('[data-action="teach_forget"]').click();
  await panel.locator('[data-action="teach_forget"]').waitFor({ state: 'detached' });
  await panel.locator('[role="tab"][data-name="chat"]').click();
  await panel.locator('.unread[data-part="name"]').waitFor();
  await panel.close();
  await page.close();
});

test('Escape in the page ends the teaching, and the page’s own clicks work again', async () => {
  const page = await session.page('/hashed.html');
  const panel = await session.panel(page);
  await panel.locator('[data-action="teach"]').click();
  await panel.locator('.teach li.now').waitFor();
  await page.bringToFront();
  await page.mouse.move(300, 200);
  await page.keyboard.press('Escape');
  await panel.locator('.teach').waitFor({ state: 'detached' });
  await page.evaluate(() => { window.clicks = 0; document.addEventListener('click', () => { window.clicks += 1; }, true); });
  await page.locator('textarea').click();
  assert.equal(await page.evaluate(() => window.clicks), 1);
  await panel.close();
  await page.close();
});
