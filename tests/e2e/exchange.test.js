// Files of other programs, read and written by the second module in a real page of the extension.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import { open, ROOT, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open();
after(() => session.close());
const test = testsOf(session);
const loaded = [];
const panel = await session.panel(await session.page('/'), {
  prepare: (opened) => opened.on('request', (request) => loaded.push(new URL(request.url()).pathname)),
});

const fixture = async (name) => [...await readFile(join(ROOT, 'exchange/tests/fixtures', name))];

// Calls a function of second.js in the panel's page; bytes go in and out as plain lists.
const call = (name, ...args) => panel.evaluate(async ([wanted, given]) => {
  const second = await import('./second.js');
  const plain = (value) => (value instanceof Uint8Array ? [...value] : value);
  const result = await second[wanted](...given.map((value) => (Array.isArray(value) ? new Uint8Array(value) : value)));
  return result?.bytes ? { ...result, bytes: plain(result.bytes) } : plain(result);
}, [name, args]);
const readIn = async (name, encoding) => JSON.parse(await call('readFile', await fixture(name), name, encoding));

test('the panel opens without the second module', () => {
  assert.ok(loaded.includes('/qinyu_bg.wasm'));
  assert.deepEqual(loaded.filter((path) => /exchange/.test(path)), []);
});

test('case 17: a table in GBK is read with its problems', async () => {
  const { format, encoding, phrases, problems, notes } = await readIn('qianniu_gbk.csv');
  assert.deepEqual([format, encoding, phrases.length], ['qianniu', 'gb18030', 4]);
  assert.equal(phrases[2].body, '{商品}有货的，放心拍');
  assert.deepEqual(problems.map(({ place, kind }) => [place.row, kind]), [[6, 'empty_body'], [7, 'extra_cells']]);
  assert.ok(notes.some(({ kind }) => kind === 'encoding_guessed'));
  assert.equal(loaded.filter((path) => path === '/exchange_bg.wasm').length, 1, 'now it is loaded, from the extension');
});

test('a workbook is read, written as CSV and as a workbook, and comes back', async () => {
  const { format, phrases } = await readIn('shop_workbook.xlsx');
  assert.deepEqual([format, phrases.map(({ code }) => code)], ['shop-workbook', ['yh', '7', 'bq']]);
  for (const [to, ending] of [['csv', '.csv'], ['xlsx', '.xlsx']]) {
    const { bytes, about } = await call('writeFile', JSON.stringify(phrases), to);
    assert.deepEqual(JSON.parse(about), { ending, lost: [] });
    assert.deepEqual(JSON.parse(await call('readFile', bytes, `phrases${ending}`)).phrases, phrases);
  }
  assert.deepEqual(JSON.parse(await call('fileLosses', JSON.stringify(phrases), 'chatwoot')), [{ field: 'id', phrases: 3 }, { field: 'group', phrases: 3 }]);
});

test('case 16: what is no phrase file is refused in words, and the module goes on', async () => {
  const { error } = JSON.parse(await call('readFile', [0x25, 0x50, 0x44, 0x46], 'a.pdf'));
  assert.equal(error.kind, 'unknown_format');
  const large = await panel.evaluate(async () => {
    const { readChosen } = await import('./second.js');
    const unread = () => { throw new Error('its bytes were fetched'); };
    return readChosen({ size: 2 * 1024 ** 3, name: 'a.csv', arrayBuffer: unread });
  });
  assert.equal(JSON.parse(large).error.kind, 'file_too_large');
  assert.equal((await readIn('feiniu.xls')).phrases.length, 119);
});

test('a key is drawn, signs, and is checked', async () => {
  const secret = await call('newKey', '夏装组');
  assert.notEqual(secret, await call('newKey', '夏装组'));
  const key = await call('publicKey', secret);
  const signature = await call('signBytes', [1, 2, 3], secret);
  assert.equal(await call('verifyBytes', [1, 2, 3], signature, key), true);
  assert.equal(await call('verifyBytes', [1, 2, 4], signature, key), false);
  assert.match(await call('keyFingerprint', key), /^([0-9a-z]{4} ){7}[0-9a-z]{4}$/);
});

test('nothing of all this left the machine', async () => {
  assert.deepEqual((await session.close()).ours, []);
});
