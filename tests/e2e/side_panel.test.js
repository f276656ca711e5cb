// Where the panel lives for its users: in the browser's own side panel, beside the page in the active tab.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { composerText, heard, open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www', '/pages/': 'tests/e2e/pages' } });
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/');
const side = await session.openSidePanel(page);

test('the real side panel suggests for the page beside it', async () => {
  await side.waitFor('html[data-ready="true"]');
  await side.waitFor('#panel[data-link="attached"][data-conversation="shirt"] article.suggestion');
  const [width, page_width] = [await side.evaluate(() => innerWidth), await page.evaluate(() => innerWidth)];
  assert.ok(width >= 300 && page_width > width, `the panel is ${width} pixels wide, the page ${page_width}`);
});

test('a key in the page inserts through it, and a click in it inserts too', async () => {
  await page.evaluate(() => window.demo.say('谢谢'));
  await side.waitForText('.turn p', '谢谢');
  const ready = await side.evaluate(() => [...document.querySelectorAll('article.suggestion')].find((each) => !each.querySelector('.text input'))?.dataset.slot);
  const text = await side.evaluate((slot) => document.querySelector(`article.suggestion[data-slot="${slot}"] .text`).textContent.trim(), ready);
  await page.bringToFront();
  await page.locator('#composer').focus();
  await page.keyboard.press(`Alt+Digit${ready}`);
  await side.waitFor('#notice[data-kind="inserted"]');
  assert.equal(await composerText(page), text);
  await page.locator('#composer').fill('');
  await side.evaluate(() => document.querySelector('[data-action="close_notice"]').click());
  await side.waitFor('#notice:not([data-kind])');
  await side.evaluate((slot) => document.querySelector(`[data-action="choose"][data-slot="${slot}"]`).click(), ready);
  await side.waitFor('#notice[data-kind="inserted"]');
  assert.equal(await composerText(page), text);
});

test('it follows the agent to another tab and back', async () => {
  const other = await session.page('/?scene=parcel');
  await side.waitFor('#panel[data-conversation="parcel"] article.suggestion');
  await page.bringToFront();
  await side.waitFor('#panel[data-conversation="shirt"] article.suggestion');
  await other.close();
});

test('it takes up its work again when the page is loaded anew', async () => {
  await page.bringToFront();
  await page.evaluate(() => window.demo.say('只在这次加载里说过'));
  await side.waitForText('.turn p', '只在这次加载里说过');
  await page.reload();
  await side.waitFor('#panel[data-link="attached"][data-conversation="shirt"] article.suggestion');
  await page.evaluate(() => window.demo.say('刷新以后说的'));
  await side.waitForText('.turn p', '刷新以后说的');
});

test('case 14: a page that it may not read is named as such, and nothing is put there', async () => {
  // The same server by another name, for which no permission was given.
  const stranger = await session.page(`${session.origin.replace('127.0.0.1', 'localhost')}/`);
  await side.waitFor('#panel[data-link="no_access"]');
  assert.equal(await side.evaluate(() => document.querySelectorAll('article.suggestion').length), 0);
  const panel = await session.panel(stranger, { link: 'no_access' });
  await panel.locator('form[data-action="allow_site"]').waitFor();
  await panel.close();
  await stranger.close();
});

test('a page without a chat is named as such, and a chat that appears there is read', async () => {
  const page = await session.page('/pages/contract.html');
  await page.bringToFront();
  const panel = await session.panel(page);
  await heard(panel, '［图片］');
  await page.evaluate(() => {
    window.kept = document.querySelector('main');
    window.kept.remove();
  });
  await panel.locator('#panel[data-link="no_chat"]').waitFor();
  await page.evaluate(() => document.body.append(window.kept));
  await panel.locator('#panel[data-link="attached"]').waitFor();
});
