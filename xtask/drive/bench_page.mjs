// Measures what reading costs a page: its longest task while the panel opens on a large chat, what a burst of rows takes, what
// is left once the panel is closed. Prints figures; none is asserted here (tests/e2e/cost.test.js asserts what no machine's
// speed changes). The fixed loop that is timed in the same page makes two machines comparable: divide by it.
// `--rounds N` for fewer rounds of opening and closing, `--openings N` for fewer pages of each kind, none with 0.

import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { pageSide } from './browser.mjs';
import { addRows, FOLDERS, KINDS, openLarge, ROWS } from './large_chats.mjs';
import { footprint, listeners } from './left_behind.mjs';
import { pagePort } from './page_port.mjs';
import { ADDRESSES, openSites } from './sites.mjs';
import { traced } from './trace.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '100' }, openings: { type: 'string', default: '5' } } });
const [ROUNDS, OPENINGS] = [Number(values.rounds), Number(values.openings)];
const BURST = 500;
const REFERENCE_LOOPS = 20_000_000;
// Until the last of what a burst sets going is read: another conversation's rows are waited for longest.
const REST_MS = 600;
// Before anything is counted: what the page side makes once for a page is not what grows.
const WARM_ROUNDS = 10;
const TARGETS = { open_longest_task_ms: 50, burst_ms: 20, turns_longest_ms: 20, left_behind: 0, heap_growth_percent: 2 };

const sum = (times) => times.reduce((all, { cpu }) => all + cpu, 0);
const longest = (times) => Math.max(0, ...times.map(({ cpu }) => cpu));
// Without the layout that the page owed itself.
const own = (times) => Math.max(0, ...times.map(({ cpu, layout }) => cpu - layout));
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const rest = (ms) => new Promise((rested) => { setTimeout(rested, ms); });

const session = await openSites({ folders: FOLDERS });
const lines = [];
const figures = {};
function print(name, value, target, explained) {
  figures[name] = { value: Number(value.toFixed(2)), ...(target === undefined ? {} : { target, met: value <= target }) };
  const held = target === undefined ? ' '.repeat(17) : `≤ ${String(target).padStart(5)}  ${value <= target ? 'met   ' : 'missed'}  `;
  lines.push(`${name.padEnd(34)} ${value.toFixed(2).padStart(9)}  ${held}${explained}`);
}

const reference = (page) => page.evaluate((loops) => {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    let hash = 1;
    for (let i = 0; i < loops; i += 1) hash = Math.imul(hash ^ i, 0x01000193);
    return [performance.now() - start, hash];
  });
  return times.map(([time]) => time).sort((a, b) => a - b)[2];
}, REFERENCE_LOOPS);

async function measure(kind) {
  const opened = [];
  let burst;
  let apart;
  let loop;
  for (let i = 0; i < OPENINGS; i += 1) {
    const page = await openLarge(session, kind, ADDRESSES);
    let panel;
    opened.push(await traced(session, page, async () => {
      panel = await session.panel(page);
      await rest(REST_MS);
    }));
    if (i === OPENINGS - 1) {
      const side = await pageSide(session, page);
      const read = await side.evaluate('() => qinyu.read()?.event.messages.length ?? 0');
      if (!read) throw new Error(`${kind.name}: no row was read; what was timed was not its work`);
      loop = await reference(page);
      burst = await traced(session, page, () => addRows(page, BURST).then(() => rest(REST_MS)));
      apart = await traced(session, page, () => addRows(page, BURST, { turns: true }).then(() => rest(REST_MS)));
    }
    await panel.close();
    await page.close();
  }
  const per = (list, of) => median(list.map(of));
  print(`${kind.name}_open_longest_task_ms`, per(opened, ({ tasks }) => longest(tasks)), TARGETS.open_longest_task_ms,
    `${kind.explained}; ${ROWS} rows, the median of ${OPENINGS} pages; ${per(opened, ({ tasks }) => Math.max(...tasks.map(({ wall }) => wall))).toFixed(0)} ms by the clock; all of ours ${per(opened, ({ calls }) => sum(calls)).toFixed(1)} ms`);
  print(`${kind.name}_burst_ms`, sum(burst.calls), TARGETS.burst_ms, `${BURST} more rows in one turn, all of our functions (${burst.calls.length} calls, the longest ${longest(burst.calls).toFixed(1)} ms, without the page’s own layout ${own(burst.calls).toFixed(1)})`);
  print(`${kind.name}_turns_longest_ms`, longest(apart.calls), TARGETS.turns_longest_ms,
    `${BURST} more in as many turns, the longest of ${apart.calls.length} calls, without the page’s own layout ${own(apart.calls).toFixed(1)} ms; all of them ${sum(apart.calls).toFixed(0)} ms`);
  console.error(lines.slice(-3).join('\n'));
  return loop;
}

// The page side is put in, reads and is left again, as by the panel.
async function measureRounds() {
  const page = await openLarge(session, KINDS[0], ADDRESSES);
  const round = async () => {
    const port = await pagePort(session, page);
    await port.next('conversation');
    await port.close();
  };
  for (let i = 0; i < WARM_ROUNDS; i += 1) await round();
  const side = await pageSide(session, page);
  const held = [await footprint(side)];
  for (let i = 0; i < ROUNDS; i += 1) {
    await round();
    if (i + 1 === Math.floor(ROUNDS / 2)) held.push(await footprint(side));
  }
  await rest(REST_MS);
  held.push(await footprint(side));
  const [before, half, end] = held;
  print('left_behind', (await listeners(side)).length + Math.max(0, end.listeners - before.listeners, end.nodes - before.nodes), TARGETS.left_behind,
    'our listeners on document and window, and any listeners or nodes more than before, once the panel is closed');
  print('heap_growth_percent', (end.heap / before.heap - 1) * 100, TARGETS.heap_growth_percent,
    `${ROUNDS} times opened and closed: ${held.map(({ heap }) => (heap / 1024).toFixed(0)).join(' → ')} KB at the start, half way and at the end`);
  print('heap_growth_later_percent', (end.heap / half.heap - 1) * 100, TARGETS.heap_growth_percent, 'the second half of these rounds');
  await page.close();
}

const loops = [];
if (OPENINGS) for (const kind of KINDS) loops.push(await measure(kind));
if (ROUNDS) await measureRounds();
const browser = session.context.browser().version();
const { complaints } = session;
await session.close();
if (complaints.length) throw new Error(`a page logged errors:\n${complaints.join('\n')}`);
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, chromium: browser, reference_loop_ms: loops.length ? Number(median(loops).toFixed(1)) : null };
console.log(`${machine.cpu}, ${machine.cores} cores, Chromium ${machine.chromium}`);
console.log(`reference: ${REFERENCE_LOOPS / 1e6} million turns of a fixed loop in ${machine.reference_loop_ms} ms; times are the page thread's own\n`);
console.log(lines.join('\n'));
console.log(JSON.stringify({ machine, figures }));
