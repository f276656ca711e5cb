// In the page: ours as wasm and the peers as JavaScript, over the same texts, timed by the same clock.

import init, * as ours from './benches.js';
import { LIMIT, peers } from './peers.js';

const { memory } = await init();
const megabytes = () => memory.buffer.byteLength / 2 ** 20;

const timed = (run) => {
  const start = performance.now();
  const value = run();
  return [performance.now() - start, value];
};

const OURS = { kinds: ['chinese', 'pinyin', 'initials', 'mixed'], find: (query) => [...ours.search_find(query, LIMIT)] };

// Loads texts into ours and builds it a few times; memory is what the first time took.
export function buildOurs(texts, times) {
  const empty = megabytes();
  if (ours.search_load(JSON.stringify(texts)) !== texts.length) throw new Error('the texts were not taken');
  const loaded = megabytes();
  const built = [];
  let grown = 0;
  for (let i = 0; i < times; i += 1) {
    built.push(timed(() => ours.search_build())[0]);
    grown ||= megabytes() - loaded;
  }
  return { built, memory: { with_texts_mb: loaded + grown - empty, index_mb: grown } };
}

// The made-up library with titles, phrasings and groups.
export function buildWhole(phrases) {
  ours.search_load_whole(phrases);
  const loaded = megabytes();
  const [built] = timed(() => ours.search_build());
  return { built, index_mb: megabytes() - loaded };
}

export const textsOfOurs = (phrases) => JSON.parse(ours.search_texts(phrases));

export function edits(texts, count) {
  return Array.from({ length: count }, (_, i) => timed(() => {
    ours.search_edit(i, `${texts[i]}改`);
    ours.search_find('改', LIMIT);
  })[0]);
}

const built = new Map();

export function buildPeer(name, texts) {
  built.clear();
  const [time, find] = timed(() => peers[name].build(texts));
  built.set(name, find);
  return time;
}

// Types each query letter by letter until all are done or the time is over; `least` queries in any case.
export function type(name, asked, allowance, least) {
  const find = name === 'ours' ? OURS.find : built.get(name);
  const began = performance.now();
  const typed = [];
  for (const [i, query] of asked.entries()) {
    if (i >= least && performance.now() - began > allowance) break;
    const chars = [...query];
    const keystrokes = chars.map((_, at) => {
      const [time, found] = timed(() => find(chars.slice(0, at + 1).join('')));
      return { time, found: at + 1 === chars.length ? found : found.length };
    });
    typed.push(keystrokes);
  }
  return typed;
}

export const kindsOf = (name) => (name === 'ours' ? OURS : peers[name]).kinds;
export const names = ['ours', ...Object.keys(peers)];

export function reference(loops) {
  const [time] = timed(() => {
    let hash = 1;
    for (let i = 0; i < loops; i += 1) hash = Math.imul(hash ^ i, 0x01000193);
    return hash;
  });
  return time;
}

window.bench = { buildOurs, buildWhole, textsOfOurs, edits, buildPeer, type, kindsOf, names, reference };
document.documentElement.dataset.ready = 'true';
