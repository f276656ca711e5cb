// Case 25: the extension is updated or loaded anew while a chat page is open. The page side that stays behind belongs to
// nobody, and has to be as quiet as if the panel had been closed.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { heard, open, pageSide, PATIENCE_MS, testsOf } from '../../xtask/drive/browser.mjs';

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

test('case 25: loaded anew with a chat page open, what is left in the page listens to nothing and keys are the page’s', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await heard(panel, '什么时候发货');
  const side = await pageSide(session, page);
  assert.ok((await listeners(side)).length >= 7, 'the page side listens while the panel is open');
  await panel.evaluate(() => chrome.runtime.reload()).catch(() => {}); // the panel goes with its extension
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
  assert.equal(await page.locator('#composer').inputValue().catch(() => page.locator('#composer').innerText()), '/fah');
  assert.ok((await page.evaluate(() => window.prevented)).every((prevented) => !prevented));
});
