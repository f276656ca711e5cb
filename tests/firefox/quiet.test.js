// What Qinyu does not do in Firefox: run while its panel is closed, or speak to anybody.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { composerText, open, readySuggestion, testsOf } from '../../xtask/drive/firefox.mjs';

const session = await open({
  folders: { '/': 'www', '/pages/': 'tests/e2e/pages' },
  headers: { '/pages/strict.html': { 'Content-Security-Policy': "default-src 'none'; script-src 'none'; img-src data:" } },
});
after(() => session.close());
const test = testsOf(session);

const markup = (page) => page.run(() => document.documentElement.outerHTML);
// Everything that the page side listens for, done to the page by real input and a real change.
async function stir(page, line) {
  await page.run((text) => window.demo.say(text), line);
  await page.focus('#composer');
  await page.press('a');
  await page.press('/');
  await page.press('Alt', '3');
  await page.fill('#composer', '');
}

test('once the panel is closed, nothing of ours runs in the page or stands in it', async () => {
  const page = await session.page('/');
  assert.equal(await session.inOurWorld(page, () => typeof globalThis.qinyu), 'undefined', 'before the panel opens, nothing is there');
  const before = await markup(page);
  const panel = await session.panel(page);
  assert.equal(await markup(page), before, 'reading a page changes nothing in it');
  // Every listener, observer and timer of ours ends in a look at the page.
  await session.inOurWorld(page, () => {
    const { roots } = globalThis.qinyu;
    globalThis.looks = 0;
    globalThis.qinyu.roots = () => {
      globalThis.looks += 1;
      return roots();
    };
  });
  await stir(page, '面板开着');
  await panel.waitFor('.turn p', '面板开着');
  const whileOpen = await session.inOurWorld(page, () => globalThis.looks);
  assert.ok(whileOpen > 1, `${whileOpen} looks`);
  await panel.close();
  // The page hears of the closed port a moment later: then Alt and a digit is its own key again.
  await page.run(() => addEventListener('keydown', (event) => { window.left = window.left || (event.altKey && event.key === '3' && !event.defaultPrevented); }));
  while (!await page.run(() => window.left)) await page.press('Alt', '3');
  const atEnd = await session.inOurWorld(page, () => globalThis.looks);
  await stir(page, '面板关了');
  await page.run(() => new Promise((next) => setTimeout(next, 200)));
  assert.equal(await session.inOurWorld(page, () => globalThis.looks), atEnd, 'no change and no input led to a look at the page');
  assert.deepEqual(await page.run(() => document.querySelectorAll(':popover-open, html > :not(head, body)').length), 0);
  await page.close();
});

test('a page that forbids every script is read and written to', async () => {
  const page = await session.page('/pages/strict.html');
  const panel = await session.panel(page);
  await panel.waitFor('.turn p', '今天能发货吗');
  const { slot, text } = await readySuggestion(panel);
  await panel.click(`[data-action="choose"][data-slot="${slot}"]`);
  await panel.waitFor('#notice[data-kind="inserted"]');
  assert.equal(await composerText(page), text);
  await panel.close();
  await page.close();
});

test('in all of this the browser asked no other machine for anything', async () => {
  const page = await session.page('/pages/contract.html');
  // A page's own request, so that an empty list can't come from a record that sees nothing.
  await page.run(() => fetch('http://control.example/seen', { mode: 'no-cors' }).catch(() => {}));
  session.complaints.length = 0;
  assert.deepEqual([...new Set(session.asked)], ['control.example']);
});
