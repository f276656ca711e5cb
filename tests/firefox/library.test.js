// The library tab in Firefox: finding, inserting, editing, importing packs and files of other programs; what is kept is
// there after the panel was opened anew.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { composerText, open, ROOT, testsOf } from '../../xtask/drive/firefox.mjs';

const TEAM = {
  format: 'qinyu-pack', version: 1, id: 'team', title: '小鹿团队',
  phrases: [
    { id: 't1', code: 'fp', title: '开发票', body: '发票随货寄出，亲放心。', group: '售后/发票', queries: ['能开发票吗'] },
    { id: 't2', title: '换颜色', body: '可以换颜色，亲说下要哪个。', group: '售后' },
    { id: 't3', title: '刻字', body: '刻{刻字内容}，对吗？', group: '定制' },
  ],
};
const files = mkdtempSync(join(tmpdir(), 'qinyu-files-'));
const pack = join(files, 'team.json');
writeFileSync(pack, JSON.stringify(TEAM));

const session = await open();
const test = testsOf(session);
after(() => {
  rmSync(files, { recursive: true });
  return session.close();
});
const page = await session.page('/');
let panel = await session.panel(page);

const go = (room) => panel.click(`[data-action="go"][data-name="${room}"]`);
const bodies = () => panel.run(() => [...document.querySelectorAll('.phrase .body')].map(({ textContent }) => textContent));

test('a pack comes in through the file’s own dialog: its plan first, then its phrases', async () => {
  await panel.click('#tab-library');
  await go('packs');
  await panel.type('#read-pack', pack);
  await panel.waitFor('#view', '新增 3 条');
  await panel.click('#import');
  await panel.waitFor('[data-action="drop_pack"]');
  await go('list');
  await panel.choose('#scope', 'pack:team');
  await panel.waitFor('.phrase', '刻字');
  assert.equal((await bodies()).length, 3);
  await panel.choose('#scope', 'all');
});

test('a table of another program comes in, read by the second module', async () => {
  await go('packs');
  await panel.type('#read-pack', join(ROOT, 'exchange/tests/fixtures/qianniu_gbk.csv'));
  await panel.waitFor('#import');
  assert.match(await panel.waitFor('#view'), /新增 4 条/);
  await panel.click('#import');
  await go('list');
  await panel.fill('#search', '有货的，放心拍');
  await panel.waitFor('.phrase mark');
  assert.match((await bodies())[0], /有货的，放心拍/);
});

test('characters, pinyin, initials, the code and a slip find the phrase, and what was found is marked', async () => {
  for (const [query, marked] of [['开发票', '开发票'], ['kaifapiao', '开发票'], ['kfp', '开发票'], ['fp', 'fp'], ['kaifapio', '开发票']]) {
    await panel.fill('#search', query);
    await panel.waitFor('.phrase:first-of-type mark', marked);
    assert.match(await panel.waitFor('.phrase'), /开发票/, query);
  }
});

test('Enter in the search box inserts what is on top; a phrase with a gap asks for it first', async () => {
  await panel.fill('#search', '换颜色');
  await panel.waitFor('.phrase mark', '换颜色');
  await panel.press('Enter');
  await panel.waitFor('#notice[data-kind="inserted"]');
  assert.equal(await composerText(page), TEAM.phrases[1].body);
  await page.fill('#composer', '');
  await panel.fill('#search', '刻字');
  await panel.waitFor('.phrase mark', '刻字');
  await panel.click('.use');
  await panel.waitFor('#notice[data-kind="missing"]');
  assert.equal(await composerText(page), '');
  await panel.click('#tab-library');
});

test('an edit is kept over a panel that is opened anew', async () => {
  const words = '电子发票已发您邮箱。';
  await panel.fill('#search', '开发票');
  await panel.click('[data-action="open"][data-name="t1"]');
  await panel.fill('#field-body', words);
  await panel.waitFor('.preview p', words);
  await panel.focus('#field-title');
  await go('list');
  await panel.waitFor('html:not([data-saving])');
  await panel.close();
  panel = await session.panel(page);
  await panel.click('#tab-library');
  await panel.fill('#search', '开发票');
  await panel.waitFor('.phrase mark', '开发票');
  assert.equal((await bodies())[0], words);
});

test('two panels show one another’s edits', async () => {
  const other = await session.panel(page);
  await other.click('#tab-library');
  await other.fill('#search', '换颜色');
  await other.click('[data-action="open"][data-name="t2"]');
  await other.fill('#field-title', '在另一个面板改的');
  await other.focus('#field-code');
  await panel.fill('#search', '');
  await panel.waitFor('.title', '在另一个面板改的');
  await other.close();
});

test('where the browser gives no folders, the panel says so', async () => {
  await go('packs');
  await panel.waitFor('#view', '这个浏览器不让扩展读文件夹');
});
