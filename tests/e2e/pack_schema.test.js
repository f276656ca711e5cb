// docs/pack.schema.json says what packs are: every pack that ships fits it, and what is wrong does not.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { ROOT } from '../../xtask/drive/browser.mjs';

const json = async (...path) => JSON.parse(await readFile(join(ROOT, ...path), 'utf8'));
const fits = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(await json('docs/pack.schema.json'));
const SHIPPED = 'src/rules/packs';
const full = await json('tests/packs/team-full.json');

const accepted = (pack, name) => assert.ok(fits(pack), `${name}: ${JSON.stringify(fits.errors?.slice(0, 3))}`);

test('the packs that ship fit the schema', async () => {
  const names = (await readdir(join(ROOT, SHIPPED))).filter((name) => name.endsWith('.json'));
  assert.ok(names.length > 0);
  for (const name of names) accepted(await json(SHIPPED, name), name);
});

test('a pack with edits, a conflict, a deleted phrase and a signature fits it', async () => {
  accepted(full, 'team-full');
  const edits = full.phrases.flatMap((phrase) => Object.keys(phrase.edits ?? {}));
  for (const part of ['at', 'also', 'seen', 'first']) assert.ok(edits.includes(part), `the fixture has no ${part}`);
  assert.ok(full.signatures.length === 1 && full.phrases.some(({ deleted }) => deleted));
  accepted(await json('tests/packs/team-ann.json'), 'team-ann');
  accepted({ ...full, images: { ['0'.repeat(64)]: 'data:image/png;base64,iVBORw0KGgo=' } }, 'pictures');
  accepted({ ...full, of_a_newer_version: { x: 1 } }, 'unknown fields');
});

test('a policy and the names of writers fit it', async () => {
  const policy = {
    forbidden: ['保证', { word: '第一', instead: '很多人选的', except: ['第一次'], blocks: true }],
    required: [{ group: '物流', placeholder: '发货时间' }, { placeholder: '快递' }],
    of_a_newer_version: 1,
  };
  accepted({ ...full, policy, 'writer/k3f9abcd': '小鹿' }, 'a policy');
});

test('what is wrong does not fit', () => {
  const wrong = {
    'another format': (pack) => { pack.format = 'other'; },
    'a newer version': (pack) => { pack.version = 3; },
    'no id': (pack) => { delete pack.id; },
    'a picture under another name': (pack) => { pack.images = { a: 'data:image/png;base64,iVBORw0KGgo=' }; },
    'a picture of another kind': (pack) => { pack.images = { ['0'.repeat(64)]: 'data:image/svg+xml;base64,PHN2Zy8+' }; },
    'a sum that is none': (pack) => { pack.sha256 = 'abc'; },
    'a language that is not known': (pack) => { pack.language = 'xx'; },
    'phrases that are no list': (pack) => { pack.phrases = {}; },
    'a phrase without id': (pack) => { delete pack.phrases[0].id; },
    'a body that is a number': (pack) => { pack.phrases[0].body = 1; },
    'too long a title': (pack) => { pack.phrases[0].title = '长'.repeat(10_001); },
    'tags that are a text': (pack) => { pack.phrases[0].tags = '发票'; },
    'a stamp that is none': (pack) => { pack.phrases[0].edits.at = { body: 'yesterday' }; },
    'a fingerprint that is none': (pack) => { pack.phrases[0].edits.first = ['x']; },
    'a signature without a sum': (pack) => { delete pack.signatures[0].sha256; },
    'a key that is cut': (pack) => { pack.signatures[0].key = pack.signatures[0].key.slice(1); },
    'a day that is none': (pack) => { pack.phrases[0].until = 'soon'; },
    'a forbidden word that is none': (pack) => { pack.policy = { forbidden: [{ word: '' }] }; },
    'a rule without a placeholder': (pack) => { pack.policy = { required: [{ group: '物流' }] }; },
    'a policy that is a text': (pack) => { pack.policy = '保证'; },
    'a writer that is a number': (pack) => { pack['writer/k3f9abcd'] = 1; },
    'locked that is a text': (pack) => { pack.phrases[0].locked = 'yes'; },
  };
  for (const [name, change] of Object.entries(wrong)) {
    const pack = structuredClone(full);
    change(pack);
    assert.equal(fits(pack), false, name);
  }
});
