// What the search is measured with: a library of the wanted size from given texts, and queries with a known target. All
// of it is drawn from a fixed seed, so two runs over the same file ask the same.
//
// A query is made from a part of a phrase: two to six neighbouring Chinese characters of a phrase drawn evenly, at a place
// drawn evenly. `chinese` is that part as it stands; `pinyin` how pinyin-pro reads it in its phrase (which knows
// polyphones by their words), without tones, ü as v; `initials` the first letters of that; `mixed` its first one or two
// characters as they stand and the rest as pinyin. The target is every phrase that contains the part.

import { pinyin } from 'pinyin-pro';

const SEED = 20261124;
const SHORTEST = 2;
const LONGEST = 6;
// Tries for each query: a phrase may have no Chinese characters at all.
const TRIES = 200;

export const KINDS = ['chinese', 'pinyin', 'initials', 'mixed'];

// mulberry32
export function draw(seed = SEED) {
  let state = seed >>> 0;
  return (end) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

const clauses = (text) => text.match(/[^，。！？；,!?;\n]+[，。！？；,!?;\n]*/gu) ?? [text];

// `size` texts: given ones, evenly spaced if there are more; if there are fewer, also new ones of the first clauses of one
// and the last clauses of another.
export function library(given, size) {
  if (given.length >= size) return Array.from({ length: size }, (_, i) => given[Math.floor((i * given.length) / size)]);
  const below = draw(SEED + size);
  const texts = [...given];
  while (texts.length < size) {
    const [first, last] = [clauses(given[below(given.length)]), clauses(given[below(given.length)])];
    texts.push(first.slice(0, 1 + below(first.length)).join('') + last.slice(below(last.length)).join(''));
  }
  return texts;
}

const isHan = (char) => /\p{Script=Han}/u.test(char);

// Where runs of Chinese characters stand that are long enough.
function runs(chars) {
  const found = [];
  for (let from = 0; from < chars.length; from += 1) {
    let to = from;
    while (to < chars.length && isHan(chars[to])) to += 1;
    if (to - from >= SHORTEST) found.push([from, to]);
    from = Math.max(from, to);
  }
  return found;
}

function part(texts, below) {
  for (let i = 0; i < TRIES; i += 1) {
    const text = texts[below(texts.length)];
    const chars = [...text];
    const places = runs(chars);
    if (!places.length) continue;
    const [from, to] = places[below(places.length)];
    const length = Math.min(to - from, SHORTEST + below(LONGEST - SHORTEST + 1));
    const at = from + below(to - from - length + 1);
    // Read in its run, so that a polyphone is read as its word is.
    const read = pinyin(chars.slice(from, to).join(''), { toneType: 'none', type: 'array', v: true });
    return { chars: chars.slice(at, at + length), syllables: read.slice(at - from, at - from + length) };
  }
  throw new Error('the phrases have hardly any Chinese characters; nothing can be asked of them in pinyin');
}

// `count` queries of each kind: { kind, query, part }.
export function queries(texts, count) {
  const below = draw();
  return Array.from({ length: count }, () => {
    const { chars, syllables } = part(texts, below);
    const kept = Math.min(chars.length - 1, 1 + below(2));
    const typed = {
      chinese: chars.join(''), pinyin: syllables.join(''), initials: syllables.map((syllable) => syllable[0]).join(''),
      mixed: chars.slice(0, kept).join('') + syllables.slice(kept).join(''),
    };
    return KINDS.map((kind) => ({ kind, query: typed[kind], part: chars.join('') }));
  }).flat();
}
