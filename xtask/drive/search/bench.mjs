// Measures the phrase search beside its peers, all in one page of the same browser: time of each keystroke, of building
// the index, memory, and whether what was meant is found. `queries.mjs` says how the queries are made. Prints figures and
// what they are held against; the last line is one JSON object.

import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { open, ROOT } from '../browser.mjs';
import { KINDS, library, queries } from './queries.mjs';

const SIZES = [10_000, 50_000];
const QUERIES = 150;
const BUILDS = 5;
const EDITS = 20;
// A peer that takes a second for a keystroke gets as many queries as fit into this, and three at least.
const ALLOWANCE_MS = 8_000;
const LEAST_QUERIES = 3;
const WARM_UP = 20;
const REFERENCE_LOOPS = 20_000_000;
// A peer answers Chinese if it finds something for nearly every keystroke; one that doesn't can be as fast as it likes.
const ANSWERS = 0.95;
const SUBSTRING_PEERS = ['uFuzzy', 'FlexSearch', 'MiniSearch', 'Fuse.js', 'fzf'];
const PINYIN_PEERS = ['pinyin-match', 'pinyin-pro'];
const SHOWN = 20;

const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)];
const round = (value) => Number(value.toPrecision(3));

function given(file) {
  if (!file) return null;
  let texts;
  try {
    texts = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} can't be read as JSON (${error.message}); name a file with an array of strings`);
  }
  if (!Array.isArray(texts)) throw new Error(`${file} is no array; name a file with an array of strings`);
  const kept = texts.filter((text) => typeof text === 'string' && text.trim());
  if (!kept.length) throw new Error(`${file} has no text in it; name a file with an array of strings`);
  if (kept.length < texts.length) console.log(`${texts.length - kept.length} entries of ${file} are no texts and left out`);
  return kept;
}

await build({
  entryPoints: [join(ROOT, 'xtask/drive/search/peers.js')], outfile: join(ROOT, 'target/bench/peers.js'),
  bundle: true, format: 'esm', minify: true, logLevel: 'error',
});
// Only a page that is cut off from others gets a clock of 5 µs instead of 100.
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const session = await open({ extension: null, folders: { '/': 'target/bench' }, headers: { '/page.html': ISOLATED } });

// A fresh page for each library: wasm memory never shrinks.
async function fresh() {
  const page = await session.page('/page.html');
  await page.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
  return page;
}

function figures(typed, asked, texts) {
  const keystrokes = typed.flat();
  const times = keystrokes.map(({ time }) => time);
  const found = typed.map((query) => query.at(-1).found);
  const isTarget = (i) => (at) => texts[at].includes(asked[i].part);
  const within = (count) => found.filter((hits, i) => hits.slice(0, count).some(isTarget(i))).length / found.length;
  const count = ({ found: hits }) => (typeof hits === 'number' ? hits : hits.length);
  return {
    p50_ms: round(quantile(times, 0.5)), p95_ms: round(quantile(times, 0.95)), keystrokes: keystrokes.length, queries: typed.length,
    answered: keystrokes.filter((keystroke) => count(keystroke) > 0).length, hit_at_1: round(within(1)), hit_at_10: round(within(10)),
    answers: typed.map((query) => query.map((keystroke) => count(keystroke) > 0)),
  };
}

// What a peer found something for and ours did not.
function missed(ours, theirs, asked, name) {
  return theirs.answers.flatMap((query, i) => query.flatMap((answered, at) => (
    answered && !ours.answers[i][at] ? [{ peer: name, query: [...asked[i].query].slice(0, at + 1).join('') }] : []
  )));
}

async function measure(texts) {
  const page = await fresh();
  const all = queries(texts, QUERIES);
  const asked = Object.fromEntries(KINDS.map((kind) => [kind, all.filter((query) => query.kind === kind)]));
  const { built, memory } = await page.evaluate(([some, times]) => window.bench.buildOurs(some, times), [texts, BUILDS]);
  const names = await page.evaluate(() => window.bench.names);
  const result = { build_ms: { ours: round(quantile(built, 0.5)) }, memory: Object.fromEntries(Object.entries(memory).map(([k, v]) => [k, round(v)])), keystrokes: {} };
  const misses = [];
  await page.evaluate((all) => { window.texts = all; }, texts);
  for (const name of names) {
    if (name !== 'ours') result.build_ms[name] = round(await page.evaluate((peer) => window.bench.buildPeer(peer, window.texts), name));
    const kinds = await page.evaluate((peer) => window.bench.kindsOf(peer), name);
    for (const kind of kinds) {
      const words = asked[kind].map(({ query }) => query);
      await page.evaluate(([peer, some]) => window.bench.type(peer, some, 500, 0), [name, words.slice(0, WARM_UP)]);
      const typed = await page.evaluate((all) => window.bench.type(...all), [name, words, ALLOWANCE_MS, LEAST_QUERIES]);
      const measured = figures(typed, asked[kind], texts);
      (result.keystrokes[kind] ??= {})[name] = measured;
      if (name !== 'ours') misses.push(...missed(result.keystrokes[kind].ours, measured, asked[kind], name));
    }
  }
  result.edit_ms = round(quantile(await page.evaluate((count) => window.bench.edits(window.texts, count), EDITS), 0.95));
  await page.close();
  for (const kind of KINDS) for (const one of Object.values(result.keystrokes[kind])) delete one.answers;
  return { ...result, missed: misses };
}

function print(size, result) {
  console.log(`\n${size} phrases: index built in ms ${JSON.stringify(result.build_ms)}`);
  console.log(`memory of ours: ${result.memory.index_mb} MB for the index, ${result.memory.with_texts_mb} MB with the texts; an edit is found after ${result.edit_ms} ms`);
  for (const kind of KINDS) {
    console.log(`  ${kind.padEnd(22)} p50 ms   p95 ms  answered of keystrokes  hit@1  hit@10  queries`);
    for (const [name, one] of Object.entries(result.keystrokes[kind])) {
      const columns = [String(one.p50_ms).padStart(8), String(one.p95_ms).padStart(8), `${one.answered} of ${one.keystrokes}`.padStart(22),
        one.hit_at_1.toFixed(2).padStart(6), one.hit_at_10.toFixed(2).padStart(7), String(one.queries).padStart(8)];
      console.log(`    ${name.padEnd(18)} ${columns.join(' ')}${one.queries < QUERIES ? '  slow: fewer queries' : ''}`);
    }
  }
  console.log(`  a peer answers and ours does not: ${result.missed.length}`);
  for (const { peer, query } of result.missed.slice(0, SHOWN)) console.log(`    ${peer}: ${query}`);
}

const file = process.argv[2];
const own = given(file);
const first = await fresh();
const texts = own ?? await first.evaluate((size) => window.bench.textsOfOurs(size), SIZES.at(-1));
const loop = await first.evaluate((loops) => [1, 2, 3, 4, 5].map(() => window.bench.reference(loops)), REFERENCE_LOOPS);
const whole = await first.evaluate((size) => window.bench.buildWhole(size), SIZES.at(-1));
await first.close();
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, chromium: session.context.browser().version(), reference_loop_ms: round(quantile(loop, 0.5)) };
console.log(`${machine.cpu}, ${machine.cores} cores, Chromium ${machine.chromium}, ${REFERENCE_LOOPS / 1e6} million turns of a fixed loop in ${machine.reference_loop_ms} ms`);
console.log(own ? `${own.length} texts of ${file}; where a size is larger, the rest is made of their clauses` : 'the made-up library of benches/, bodies only');
console.log(`the made-up library of ${SIZES.at(-1)} phrases with titles, phrasings and groups: built in ${round(whole.built)} ms, ${round(whole.index_mb)} MB`);
const sizes = {};
for (const size of SIZES) {
  sizes[size] = await measure(library(texts, size));
  print(size, sizes[size]);
}
const { complaints } = session;
await session.close();
if (complaints.length) throw new Error(`a page logged errors:\n${complaints.join('\n')}`);

const large = sizes[SIZES.at(-1)];
const p95 = (kind, name) => large.keystrokes[kind][name].p95_ms;
const answering = SUBSTRING_PEERS.filter((name) => large.keystrokes.chinese[name].answered >= ANSWERS * large.keystrokes.chinese[name].keystrokes);
const least = (kind, names) => Math.min(...names.map((name) => p95(kind, name)));
const held = (value, target, met) => ({ value: round(value), target, met });
const targets = {
  ...Object.fromEntries(['chinese', 'pinyin', 'initials', 'mixed'].map((kind) => [`p95_${kind}_ms`, held(p95(kind, 'ours'), 1, p95(kind, 'ours') <= 1)])),
  times_as_fast_as_substring_peers: held(least('chinese', answering) / p95('chinese', 'ours'), 2, least('chinese', answering) >= 2 * p95('chinese', 'ours')),
  times_as_fast_on_initials: held(least('initials', PINYIN_PEERS) / p95('initials', 'ours'), 100, least('initials', PINYIN_PEERS) >= 100 * p95('initials', 'ours')),
  build_ms: held(large.build_ms.ours, 1000, large.build_ms.ours <= 1000),
  memory_mb: held(large.memory.with_texts_mb, 64, large.memory.with_texts_mb <= 64),
  missed: held(Object.values(sizes).reduce((sum, { missed: all }) => sum + all.length, 0), 0, Object.values(sizes).every(({ missed: all }) => all.length === 0)),
};
console.log('');
for (const [name, { value, target, met }] of Object.entries(targets)) {
  console.log(`${name.padEnd(34)} ${String(value).padStart(8)}  target ${String(target).padStart(5)}  ${met ? 'met' : 'missed'}`);
}
console.log(JSON.stringify({ machine, file: file ?? null, answering, whole_library: { built_ms: round(whole.built), index_mb: round(whole.index_mb) }, sizes, targets }));
