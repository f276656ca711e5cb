// Where the panel lives for its users in Firefox: in the browser's own sidebar, beside the page in the active tab.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { composerText, open, testsOf } from '../../xtask/drive/firefox.mjs';
import { Sidebar } from '../../xtask/drive/sidebar.mjs';

const session = await open();
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/');
let side;

test('a click on the icon opens it, and it suggests for the page beside it', async () => {
  side = await Sidebar.open(session, page);
  await side.waitFor('#panel[data-link="attached"][data-conversation="shirt"] article.suggestion');
  const overflows = await side.run((view) => view.document.documentElement.scrollWidth > view.innerWidth);
  assert.equal(overflows, false, 'it is narrower than Chromium’s, and still nothing stands outside');
});

test('a person’s click in it inserts, with the focus taken from the page; a key in the page inserts too', async () => {
  const { slot, text } = await side.run((view) => {
    const ready = [...view.document.querySelectorAll('article.suggestion')].find((each) => !each.querySelector('.text input'));
    return { slot: ready.dataset.slot, text: ready.querySelector('.text').textContent.trim() };
  });
  await page.focus('#composer');
  await side.click(`[data-action="choose"][data-slot="${slot}"]`);
  await side.waitFor('#notice[data-kind="inserted"]');
  assert.equal(await composerText(page), text);
  await page.fill('#composer', '');
  await side.click('[data-action="close_notice"]');
  await side.waitFor('#notice:not([data-kind])');
  await page.focus('#composer');
  await page.press('Alt', slot);
  await side.waitFor('#notice[data-kind="inserted"]');
  assert.equal(await composerText(page), text);
});

test('the icon closes it, and opens it again after the browser has put the script behind it to sleep', async () => {
  const inBrowser = (run) => session.driver.inBrowser(page, (driver) => driver.run(run));
  await Sidebar.press(session, page);
  const look = `(wanted) => new Promise((there) => {
    const again = () => (SidebarController.isOpen === wanted ? there() : setTimeout(again, 20));
    again();
  })`;
  await inBrowser(`() => (${look})(false)`);
  await inBrowser(() => WebExtensionPolicy.getByID('panel@qinyu').extension.terminateBackground());
  side = await Sidebar.open(session, page);
  await inBrowser(`() => (${look})(true)`);
  await side.waitFor('article.suggestion');
});

test('it follows the agent to another tab and back, and takes up its work again when the page is loaded anew', async () => {
  const other = await session.page('/?scene=parcel', page);
  await side.waitFor('#panel[data-conversation="parcel"] article.suggestion');
  await page.front();
  await side.waitFor('#panel[data-conversation="shirt"] article.suggestion');
  await other.close();
  await page.run(() => window.demo.say('只在这次加载里说过'));
  await side.waitFor('.turn p', '只在这次加载里说过');
  await page.reload();
  await page.run(() => window.demo.say('刷新以后说的'));
  await side.waitFor('.turn p', '刷新以后说的');
  assert.doesNotMatch(await side.waitFor('#view'), /只在这次加载里说过/);
});

test('a site is asked for by a click in it, and the browser asks the agent', async () => {
  // The same server by another name, for which no permission was given.
  const stranger = await session.page(`${session.origin.replace('127.0.0.1', 'localhost')}/`, page);
  await side.waitFor('#panel[data-link="no_access"] form[data-action="allow_site"]');
  await side.run((view) => {
    const field = view.document.getElementById('site');
    field.value = 'https://chat.example/im?id=1';
    field.dispatchEvent(new view.Event('input', { bubbles: true }));
  });
  await side.click('form[data-action="allow_site"] button', stranger);
  const asked = await session.driver.inBrowser(stranger, (driver) => driver.run(() => new Promise((shown) => {
    const look = () => {
      const prompt = document.getElementById('addon-webext-permissions-notification');
      if (PopupNotifications.panel.state !== 'open' || !prompt?.isConnected) return void setTimeout(look, 20);
      const words = prompt.textContent + prompt.getAttribute('label') + prompt.getAttribute('name');
      prompt.button.click();
      shown(words);
    };
    look();
  })));
  assert.match(asked, /chat\.example/);
  await side.click('#tab-settings', stranger);
  await side.waitFor('[data-action="forget_site"][data-name="https://chat.example/*"]');
  assert.deepEqual(await session.inExtension(async () => (await browser.permissions.getAll()).origins.filter((origin) => origin.startsWith('https:'))), ['https://chat.example/*']);
  await stranger.close();
});
