// The libraries that ours is measured beside, each set up as its documentation advises for Chinese, behind one shape:
// `build(texts)` gives `find(query)`, which gives places of texts, at most LIMIT, best first where the library ranks.

import uFuzzy from '@leeoniya/ufuzzy';
import { Charset, Index } from 'flexsearch';
import Fuse from 'fuse.js';
import { Fzf } from 'fzf';
import MiniSearch from 'minisearch';
import PinyinMatch from 'pinyin-match';
import { match } from 'pinyin-pro';

export const LIMIT = 50;

const CHINESE = ['chinese'];
const EVERY = ['chinese', 'pinyin', 'initials', 'mixed'];

// Both match one text; the whole list is gone through, as their users do.
const eachText = (matches) => (texts) => (query) => {
  const found = [];
  for (let i = 0; i < texts.length; i += 1) if (matches(texts[i], query)) found.push(i);
  return found.slice(0, LIMIT);
};

const grams = (text) => {
  const chars = [...text.toLowerCase()];
  return chars.length < 2 ? chars : chars.slice(1).map((char, i) => chars[i] + char);
};

export const peers = {
  includes: { kinds: CHINESE, build: eachText((text, query) => text.includes(query)) },
  uFuzzy: {
    kinds: CHINESE,
    build: (texts) => {
      // Its README's settings for languages beside the Latin ones.
      const fuzzy = new uFuzzy({
        unicode: true, interSplit: "[^\\p{L}\\d']+", intraSplit: '\\p{Ll}\\p{Lu}', intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
        intraChars: "[\\p{L}\\d']", intraContr: "'\\p{L}{1,2}\\b",
      });
      return (query) => {
        const [found, about, order] = fuzzy.search(texts, query);
        return (order ? order.map((at) => about.idx[at]) : found ?? []).slice(0, LIMIT);
      };
    },
  },
  FlexSearch: {
    kinds: CHINESE,
    build: (texts) => {
      const index = new Index({ encoder: Charset.CJK, tokenize: 'forward', context: true });
      texts.forEach((text, i) => index.add(i, text));
      return (query) => index.search(query, { limit: LIMIT });
    },
  },
  MiniSearch: {
    kinds: CHINESE,
    build: (texts) => {
      // Single characters are indexed too, or the first keystroke finds nothing.
      const index = new MiniSearch({ fields: ['text'], tokenize: (text) => [...grams(text), ...new Set(text)] });
      index.addAll(texts.map((text, id) => ({ id, text })));
      return (query) => index.search(query, { tokenize: grams, combineWith: 'AND' }).slice(0, LIMIT).map(({ id }) => id);
    },
  },
  'Fuse.js': {
    kinds: CHINESE,
    build: (texts) => {
      const fuse = new Fuse(texts, { ignoreLocation: true, threshold: 0.2 });
      return (query) => fuse.search(query, { limit: LIMIT }).map(({ refIndex }) => refIndex);
    },
  },
  fzf: {
    kinds: CHINESE,
    build: (texts) => {
      const fzf = new Fzf(texts.map((text, i) => ({ text, i })), { selector: ({ text }) => text, limit: LIMIT });
      return (query) => fzf.find(query).map(({ item }) => item.i);
    },
  },
  'pinyin-match': { kinds: EVERY, build: eachText((text, query) => PinyinMatch.match(text, query)) },
  'pinyin-pro': { kinds: EVERY, build: eachText((text, query) => match(text, query)) },
};
