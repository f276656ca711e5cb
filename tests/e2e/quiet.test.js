// What Qinyu does not do: run while its panel is closed, speak to a server, or need the page's leave.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { chooseIn, composerText, heard, open, pageSide, PATIENCE_MS, testsOf } from '../../xtask/drive/browser.mjs';
import { listeners } from '../../xtask/drive/left_behind.mjs';

const session = await open({
  folders: { '/': 'www', '/pages/': 'tests/e2e/pages' },
  headers: { '/pages/strict.html': { 'Content-Security-Policy': "default-src 'none'; script-src 'none'; img-src data:" } },
});
after(() => session.close());
const test = testsOf(session);

// Names of our functions that ran since this was last asked.
async function ran({ debug }) {
  const { result } = await debug.send('Profiler.takePreciseCoverage');
  return result.filter(({ url }) => url.startsWith('chrome-extension:'))
    .flatMap(({ url, functions }) => functions.filter(({ ranges }) => ranges[0].count > 0).map(({ functionName }) => `${url.split('/').at(-1)}: ${functionName || 'nameless'}`));
}

// Everything that the page side listens for, done to the page by real input and a real change.
async function stir(page, { debug }, line) {
  await page.evaluate((text) => window.demo.say(text), line);
  await page.bringToFront();
  await page.locator('#composer').focus();
  await page.keyboard.type('a');
  await page.keyboard.press('Alt+Digit3');
  await debug.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await debug.send('Input.insertText', { text: '你' });
  await page.locator('#log').focus();
}

test('once the panel is closed, no listener, observer or timer of ours is left in the page', async () => {
  const page = await session.page('/');
  assert.equal(await pageSide(session, page), null, 'before the panel opens, not even a script of ours is in the page');
  const panel = await session.panel(page);
  const side = await pageSide(session, page);
  assert.deepEqual(await listeners(side), ['beforeinput', 'compositionend', 'compositionstart', 'focusin', 'focusout', 'input', 'keydown', 'keyup', 'load']);

  await side.debug.send('Profiler.enable');
  await side.debug.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await stir(page, side, '面板开着');
  await heard(panel, '面板开着');
  const whileOpen = await ran(side);
  for (const expected of ['soon', 'look', 'onKey']) assert.ok(whileOpen.includes(`main.js: ${expected}`), `${expected} in ${whileOpen}`);

  await panel.close();
  const end = Date.now() + PATIENCE_MS;
  let left;
  // The page hears of the closed port a moment later; each round asks the browser.
  do left = await listeners(side); while (left.length && Date.now() < end);
  assert.deepEqual(left, []);
  await ran(side);
  await stir(page, side, '面板关了');
  // An observer is called before the change's own call returns, a listener before its key's.
  assert.deepEqual(await ran(side), [], 'a change in the page and every kind of input ran no function of ours');
  await page.close();
});

test('a page that forbids every script is read and written to, also what is said later', async () => {
  const page = await session.page('/pages/strict.html');
  const panel = await session.panel(page);
  await heard(panel, '今天能发货吗');
  const { text } = await chooseIn(page, panel);
  assert.equal(await composerText(page), text);
  // No script of the page can add a row, so the debugger does.
  const debug = await session.context.newCDPSession(page);
  const { root } = await debug.send('DOM.getDocument');
  const { nodeId } = await debug.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#last' });
  const { outerHTML } = await debug.send('DOM.getOuterHTML', { nodeId });
  await debug.send('DOM.setOuterHTML', { nodeId, outerHTML: `${outerHTML}<div role="listitem" aria-label="买家 阿宁">谢谢</div>` });
  await heard(panel, '谢谢');
  await panel.close();
  await page.close();
});

test('in all of this the browser asked no other machine for anything: its own network log says so', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await chooseIn(page, panel);
  await panel.locator('[role="tab"][data-name="settings"]').click();
  await panel.locator('select[data-action="language"]').selectOption('en');
  await panel.locator('html[lang="en"], #panel[lang="en"]').first().waitFor();
  await session.openSidePanel(page);
  // A page's own request, so that an empty list can't come from a log that sees nothing.
  const control = await session.page('/pages/contract.html');
  await control.evaluate(() => fetch('http://control.example/seen', { mode: 'no-cors' }).catch(() => {}));
  session.complaints.length = 0;
  const { ours, total } = await session.close();
  const asked = ours.map(({ url }) => url).filter((url) => !url.startsWith('dns:'));
  assert.deepEqual([...new Set(asked)], ['http://control.example/seen']);
  assert.deepEqual(ours.filter(({ from }) => from.includes('chrome-extension')), []);
  assert.ok(total > 5, `${total} requests in the log, the pages' own among them`);
});
