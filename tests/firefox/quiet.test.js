// What Qinyu does not do in Firefox: run while its panel is closed, or speak to anybody.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { composerText, open, readySuggestion, testsOf } from '../../xtask/drive/firefox.mjs';
import { PATIENCE_MS } from '../../xtask/drive/patience.mjs';

const session = await open({
  folders: { '/': 'www', '/pages/': 'tests/e2e/pages' },
  headers: { '/pages/strict.html': { 'Content-Security-Policy': "default-src 'none'; script-src 'none'; img-src data:" } },
});
after(() => session.close());
const test = testsOf(session);

const markup = (page) => page.run(() => document.documentElement.outerHTML);

// From now on our world in the page notes what of ours is called there: an observer, a timer, a listener by its event.
const watch = (page) => session.inOurWorld(page, () => {
  globalThis.ran = [];
  const noting = (what, act) => (...given) => {
    globalThis.ran.push(what);
    return act(...given);
  };
  const { MutationObserver: Observer, setTimeout: timer } = globalThis;
  globalThis.MutationObserver = function Noting(act) { return new Observer(noting('observer', act)); };
  globalThis.setTimeout = (act, ...rest) => timer(noting('timer', act), ...rest);
  for (const target of [document, window]) {
    const { addEventListener } = target;
    target.addEventListener = (type, act, how) => addEventListener.call(target, type, noting(type, act), how);
  }
});
const ran = (page) => session.inOurWorld(page, () => [...new Set(globalThis.ran.splice(0))].sort());

// Everything that the page side listens for, done to the page by real input and a real change.
async function stir(page, line) {
  await page.run((text) => window.demo.say(text), line);
  await page.focus('#composer');
  await page.press('a');
  await page.press('/');
  await page.press('Alt', '3');
  await page.fill('#composer', '');
  await page.focus('#log');
}

test('once the panel is closed, nothing of ours runs in the page or stands in it', async () => {
  const page = await session.page('/');
  assert.equal(await session.inOurWorld(page, () => typeof globalThis.qinyu), 'undefined', 'before the panel opens, nothing is there');
  await watch(page);
  const before = await markup(page);
  const panel = await session.panel(page);
  assert.equal(await markup(page), before, 'reading a page changes nothing in it');
  await stir(page, '面板开着');
  await panel.waitFor('.turn p', '面板开着');
  assert.deepEqual(await ran(page), ['beforeinput', 'focusin', 'focusout', 'input', 'keydown', 'keyup', 'observer', 'timer']);
  await panel.close();
  const end = Date.now() + PATIENCE_MS;
  let left;
  // The page hears of the closed port a moment later.
  do {
    await ran(page);
    await stir(page, '面板关了');
    left = await ran(page);
  } while (left.length && Date.now() < end);
  assert.deepEqual(left, [], 'a change in the page and every kind of input ran no function of ours');
  assert.equal(await page.run(() => document.querySelectorAll('html > :not(head, body)').length), 0);
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
