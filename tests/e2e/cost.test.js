// What reading costs the page, as far as no machine's speed changes it: how often it is read while rows pour in, how many rows
// are looked at, and that all of it is gone once the panel is closed. How long it takes is `cargo xtask bench page`'s to say.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { pageSide, testsOf } from '../../xtask/drive/browser.mjs';
import { addRows, FOLDERS, KINDS, openLarge } from '../../xtask/drive/large_chats.mjs';
import { footprint, listeners } from '../../xtask/drive/left_behind.mjs';
import { pagePort } from '../../xtask/drive/page_port.mjs';
import { ADDRESSES, openSites } from '../../xtask/drive/sites.mjs';

const ROWS = 1_500;
const BURST = 500;
// What main.js promises: no two readings nearer to each other.
const PACE_MS = 80;
// As read.js: of a list that is longer, the rest is not looked at.
const MAX_ROWS = 200;
const ROUNDS = 30;
// The engine's own lists of scripts and of code grow for so long and then no more: 40 KB in all, twelve files each time.
const WARM_ROUNDS = 70;

const session = await openSites({ folders: FOLDERS });
after(() => session.close());
const test = testsOf(session, { patience: 12 });

// Counts, in our world, what the page side asks of the page. Each of these is called by nothing else there.
const watch = (side) => side.evaluate(() => {
  const counts = globalThis.counts = { readings: [], looked: 0, boxes: 0, timers: new Set(), observers: 0 };
  const read = qinyu.read;
  qinyu.read = (...roots) => {
    counts.readings.push(performance.now());
    return read(...roots);
  };
  const { querySelectorAll } = Element.prototype;
  Element.prototype.querySelectorAll = function (selector) {
    if (this.matches('.row, [role="listitem"], .onemsg, .r9Kd')) counts.looked += 1;
    return querySelectorAll.call(this, selector);
  };
  const { getBoundingClientRect } = Element.prototype;
  Element.prototype.getBoundingClientRect = function () {
    counts.boxes += 1;
    return getBoundingClientRect.call(this);
  };
  const [set, clear] = [globalThis.setTimeout, globalThis.clearTimeout];
  globalThis.setTimeout = (run, delay) => {
    const id = set(() => {
      counts.timers.delete(id);
      run();
    }, delay);
    counts.timers.add(id);
    return id;
  };
  globalThis.clearTimeout = (id) => {
    counts.timers.delete(id);
    clear(id);
  };
  const { observe, disconnect } = MutationObserver.prototype;
  const observing = new Set();
  MutationObserver.prototype.observe = function (...what) {
    observing.add(this);
    counts.observers = observing.size;
    return observe.apply(this, what);
  };
  MutationObserver.prototype.disconnect = function () {
    observing.delete(this);
    counts.observers = observing.size;
    return disconnect.call(this);
  };
});
// { readings, looked, boxes } since this was last asked, and the timers and observers that live.
const counted = (side) => side.evaluate(() => {
  const { counts } = globalThis;
  const told = { ...counts, timers: counts.timers.size };
  Object.assign(counts, { readings: [], looked: 0, boxes: 0 });
  return told;
});

// The page, read with the panel's port open, and what the page side told last.
async function opened(kind, rows = ROWS) {
  const page = await openLarge(session, kind, ADDRESSES, rows);
  const port = await pagePort(session, page);
  const event = await port.next('conversation');
  const side = await pageSide(session, page);
  await watch(side);
  return { page, port, event, side };
}
async function until(port, count) {
  let event;
  do event = await port.next('conversation'); while (!event.messages.at(-1)?.text.split('\n')[0].endsWith(` ${count - 1}`));
  return event;
}

for (const kind of KINDS) {
  test(`${kind.name}: of ${ROWS} rows the last ${MAX_ROWS} are read, and of ${BURST} more as few`, async () => {
    const { page, port, event, side } = await opened(kind);
    assert.deepEqual([event.messages.length, event.shortened], [MAX_ROWS, true]);
    await addRows(page, BURST);
    const last = await until(port, ROWS + BURST);
    assert.deepEqual([last.messages.length, last.composer], [MAX_ROWS, 'ready']);
    const { readings, looked, boxes } = await counted(side);
    // The page side doesn't read its list and its rows twice; a conversation's name may settle in a second reading.
    assert.ok(readings.length <= 3, `${readings.length} readings`);
    assert.ok(looked <= 6 * MAX_ROWS * readings.length, `${looked} searches in rows`);
    assert.ok(boxes <= 5 * MAX_ROWS * readings.length, `${boxes} boxes asked for`);
    await port.close();
    await page.close();
  });
}

test('a row that stays what it was is not looked into again', async () => {
  const { page, port, side } = await opened(KINDS[1]);
  // Two, for the first has a card and no words.
  await addRows(page, 2);
  await until(port, ROWS + 2);
  const { readings, looked } = await counted(side);
  assert.ok(looked <= 20 + 10 * readings.length, `${looked} searches in rows for two new ones`);
  // What a selector may see is looked at anew: a class of the row's alone, then one of what holds the rows.
  await page.evaluate(() => {
    window.large.list.lastElementChild.querySelector('.buyer-item, .cs-item').className = 'cs-item';
    window.large.list.lastElementChild.querySelector('p.msg-content-box, p').textContent = '刚刚改的';
  });
  let event;
  do event = await port.next('conversation'); while (event.messages.at(-1).text !== '刚刚改的');
  assert.equal(event.messages.at(-1).sender, 'seller');
  await port.close();
  await page.close();
});

test(`${BURST} rows in as many turns are read at the pace, not once each`, async () => {
  const { page, port, side } = await opened(KINDS[0]);
  const start = await side.evaluate(() => performance.now());
  await addRows(page, BURST, { turns: true });
  await until(port, ROWS + BURST);
  const { readings } = await counted(side);
  // The pace is the page side's own clock's, and so is the time that the rows took.
  const paces = Math.ceil((readings.at(-1) - start) / PACE_MS);
  assert.ok(readings.length <= 2 * paces + 3, `${readings.length} readings in ${paces} times ${PACE_MS} ms`);
  assert.ok(readings.length < BURST, `${readings.length} readings of ${BURST} rows`);
  await port.close();
  await page.close();
});

test('once the port is closed, no listener, observer or timer is left, whatever was under way', async () => {
  const { page, port, side } = await opened(KINDS[3]);
  assert.equal(await side.evaluate(() => qinyu.dom.roots().length > 2), true);
  // A line is pointed at, the picker is set, rows come, and shadow roots are looked for.
  await port.post({ type: 'picker', triggers: ['/'], appearance: 'system', lang: 'zh-CN' });
  await port.post({ type: 'teach', part: 'buyer_line' });
  await port.post({ type: 'keys', active: true });
  await page.bringToFront();
  await page.mouse.move(400, 300);
  await page.evaluate(() => document.querySelector('div').shadowRoot?.querySelector('textarea')?.focus());
  await addRows(page, 10);
  await until(port, ROWS + 10);
  const alive = await counted(side);
  assert.equal(alive.observers, 1);
  assert.ok((await listeners(side)).includes('pointermove'), 'the listeners of pointing are there');
  await page.evaluate(() => document.body.append(document.createElement('p')));
  await port.close();
  let left;
  const end = Date.now() + 10_000;
  do left = await listeners(side); while (left.length && Date.now() < end);
  assert.deepEqual(left, []);
  const { timers, observers } = await counted(side);
  assert.deepEqual({ timers, observers }, { timers: 0, observers: 0 });
  assert.equal(await side.evaluate(() => qinyu.open === undefined && !qinyu.dom.isSeeking()), true);
  await page.close();
});

test(`opened and closed ${ROUNDS} times, the page holds what it held`, async () => {
  const page = await openLarge(session, KINDS[0], ADDRESSES, MAX_ROWS);
  const round = async () => {
    const port = await pagePort(session, page);
    await port.next('conversation');
    await port.close();
  };
  for (let i = 0; i < WARM_ROUNDS; i += 1) await round();
  const side = await pageSide(session, page);
  const before = await footprint(side);
  for (let i = 0; i < ROUNDS; i += 1) await round();
  while ((await listeners(side)).length);
  const after = await footprint(side);
  assert.ok(after.heap <= before.heap * 1.02, `${before.heap} bytes before, ${after.heap} after`);
  assert.deepEqual([after.nodes, after.listeners], [before.nodes, before.listeners]);
  await page.close();
});
