// Case 25: the extension is updated or loaded anew while a chat page is open. The page side that stays behind belongs to
// nobody, and has to be as quiet as if the panel had been closed; the next panel works beside it, or says what to do.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { chooseIn, composerText, heard, open, pageSide, PATIENCE_MS, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

async function listeners({ debug, contextId }) {
  const { result } = await debug.send('Runtime.evaluate', { expression: '[document, window]', contextId });
  let found = [];
  for (const name of ['0', '1']) {
    const { result: target } = await debug.send('Runtime.callFunctionOn', { objectId: result.objectId, functionDeclaration: `function () { return this[${name}]; }` });
    found = found.concat((await debug.send('DOMDebugger.getEventListeners', { objectId: target.objectId })).listeners.map(({ type }) => type));
  }
  return found;
}

test('case 25: a panic is told, and one click starts a fresh panel on the same chat', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await heard(panel, '什么时候发货');
  await panel.evaluate(() => dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') })));
  await panel.locator('#broken').waitFor();
  assert.equal(await panel.locator('#panel').isVisible(), false);
  await panel.locator('#again').click();
  await heard(panel, '什么时候发货');
  await panel.locator('article.suggestion').first().waitFor();
  await panel.close();
  await page.close();
});

// As an update or the reload button of the browser's own page of extensions does. The panels go with it.
async function loadAnew() {
  const extensions = await session.context.newPage();
  await extensions.goto('chrome://extensions');
  const worker = session.context.waitForEvent('serviceworker');
  await extensions.evaluate(async (id) => {
    // Without it, what was loaded from a folder stays away.
    await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await chrome.developerPrivate.reload(id, { failQuietly: true });
  }, session.extensionId);
  await worker;
  await extensions.close();
  await session.meetExtension();
}

test('case 25: loaded anew with a chat page open, what is left in the page listens to nothing and keys are the page’s', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await heard(panel, '什么时候发货');
  const side = await pageSide(session, page);
  assert.ok((await listeners(side)).length >= 7, 'the page side listens while the panel is open');
  await loadAnew();
  const end = Date.now() + PATIENCE_MS;
  let left;
  // The page hears of the closed port a moment later; each round asks the browser.
  do left = await listeners(side); while (left.length && Date.now() < end);
  assert.deepEqual(left, []);
  await page.bringToFront();
  await page.evaluate(() => { window.prevented = []; addEventListener('keydown', (event) => window.prevented.push(event.defaultPrevented)); });
  await page.locator('#composer').focus();
  await page.keyboard.press('Alt+Digit1');
  await page.keyboard.type('/fah');
  await page.evaluate(() => window.demo.say('还在吗'));
  assert.equal(await composerText(page), '/fah');
  assert.ok((await page.evaluate(() => window.prevented)).every((prevented) => !prevented));

  // The next panel brings a page side of its own beside the one that was left; the two are not taken for one another.
  await page.locator('#composer').fill('');
  const next = await session.panel(page);
  await page.evaluate(() => window.demo.say('谢谢啦'));
  await heard(next, '谢谢啦');
  const { text } = await chooseIn(page, next);
  assert.equal(await composerText(page), text, 'inserted, and once');
  assert.deepEqual(await listeners(side), []);
  await next.close();
  await page.close();
});

test('case 25: where a page side of before is in the way, the panel says «reload the page», and a click mends it', async () => {
  const page = await session.page('/');
  const tab = await session.tabOf(page);
  const holder = await session.context.newPage();
  await holder.goto(`chrome-extension://${session.extensionId}/manifest.json`);
  // What an earlier version would leave that neither answers nor lets another in.
  await holder.evaluate((tabId) => chrome.scripting.executeScript({ target: { tabId }, func: () => { globalThis.qinyu = { listening: true }; } }), tab);
  await holder.close();
  const panel = await session.panel(page, { link: 'reload' });
  await panel.locator('.blank h1', { hasText: '请刷新聊天页面' }).waitFor();
  assert.equal(await panel.locator('article.suggestion').count(), 0);
  await panel.locator('[data-action="reload_page"]').click();
  await heard(panel, '什么时候发货');
  await panel.locator('#panel[data-link="attached"] article.suggestion').first().waitFor();
  await panel.close();
  await page.close();
});
