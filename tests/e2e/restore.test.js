// Everything out as one file and back: after the profile was lost, the plan comes first, then all that was there is there
// again; one click takes the restore back. What is damaged names its place and changes nothing.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import { open, testsOf } from '../../xtask/drive/browser.mjs';

let session = await open();
after(() => session.close());
const test = testsOf(session);
let panel = await session.panel(await session.page('/index.html'));

const TEAM = {
  format: 'qinyu-pack', version: 1, id: 'team', title: '小鹿团队',
  phrases: [
    { id: 't1', code: 'fp', title: '开发票', body: '发票随货寄出，亲放心。', queries: ['能开发票吗'] },
    { id: 't2', title: '换颜色', body: '可以换颜色，亲说下要哪个。' },
  ],
};

const go = (room) => panel.locator(`[data-action="go"][data-name="${room}"]`).first().click();
const saved = () => panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
const notice = (kind) => panel.locator(`#notice[data-kind="${kind}"]`).waitFor();
const choose = (text, name = 'qinyu-kept.json') =>
  panel.setInputFiles('#read-pack', { name, mimeType: 'application/json', buffer: Buffer.from(text) });
const view = () => panel.locator('#view').innerText();

async function bodyOf(query) {
  await panel.click('#tab-library');
  await panel.fill('#search', query);
  return panel.locator('.phrase .body').first().innerText();
}

let file;

test('one click in the settings writes everything, and says when that was', async () => {
  await panel.click('#tab-library');
  await go('packs');
  await choose(JSON.stringify(TEAM), 'team.json');
  await panel.click('#import');
  await notice('imported');
  await go('list');
  await panel.fill('#search', '开发票');
  await panel.locator('[data-action="open"][data-name="t1"]').click();
  await panel.fill('#field-body', '电子发票已发您邮箱。');
  await panel.locator('#field-title').focus();
  await go('list');
  await panel.click('[data-action="new"]');
  await panel.fill('#field-body', '我自己写的一条');
  await panel.fill('#field-title', '自己写的');
  await panel.locator('#field-code').focus();
  await panel.click('#tab-settings');
  await panel.fill('#shop-courier', '顺丰');
  await panel.selectOption('#appearance', 'dark');
  await saved();
  assert.match(await panel.locator('#last-backup').innerText(), /还没有备份过/);
  const [download] = await Promise.all([panel.waitForEvent('download'), panel.click('#export-all')]);
  await notice('exported');
  assert.equal(download.suggestedFilename(), 'qinyu-kept.json');
  file = await readFile(await download.path(), 'utf8');
  assert.match(await panel.locator('#last-backup').innerText(), /今天/);
  const { documents, counts, sha256 } = JSON.parse(file);
  assert.equal(counts['pack/team'], 3);
  assert.equal(sha256.length, 64);
  assert.ok(Object.keys(documents).some((name) => name.startsWith('pack/own-')));
});

test('what was deleted since comes back if the agent says so, and one click takes that back', async () => {
  await panel.click('#tab-library');
  await go('list');
  await panel.fill('#search', '自己写的');
  await panel.locator('[data-action="open"]').first().click();
  await panel.click('[data-action="remove"]');
  await go('packs');
  await choose(file);
  await panel.locator('#restore').waitFor();
  assert.ok(await panel.locator('#restore').isDisabled(), 'all else is as it was');
  await panel.locator('#take-back').check();
  await panel.click('#restore');
  await notice('restored');
  await go('list');
  assert.equal(await bodyOf('自己写的'), '我自己写的一条');
  await panel.click('[data-action="undo"]');
  await notice('undone');
  await panel.locator('.phrase .body', { hasText: '我自己写的一条' }).waitFor({ state: 'detached' });
});

test('after the profile was lost, the plan comes first and everything is back', async () => {
  await session.close();
  session = await open();
  panel = await session.panel(await session.page('/index.html'));
  await panel.click('#tab-settings');
  await choose(file);
  await panel.locator('#restore').waitFor();
  const plan = await view();
  for (const told of ['快递', '顺丰', '深色', '小鹿团队', '新增 2 条', '自己写的', '团队文件夹']) {
    assert.ok(plan.includes(told), `${told} in ${plan}`);
  }
  assert.equal(await panel.locator('[id="take-shop/courier"]').isChecked(), true, 'nothing was set here');
  await panel.locator('[id="take-appearance"]').uncheck();
  await panel.click('#restore');
  await notice('restored');
  await saved();
  await panel.close();
  panel = await session.panel(await session.page('/index.html'));
  assert.equal(await bodyOf('开发票'), '电子发票已发您邮箱。', 'the agent’s own change lies over the team’s phrase');
  assert.equal(await bodyOf('自己写的'), '我自己写的一条');
  await panel.click('#tab-settings');
  assert.equal(await panel.inputValue('#shop-courier'), '顺丰');
  assert.equal(await panel.inputValue('#appearance'), 'system', 'as it was chosen in the plan');
  assert.match(await panel.locator('#last-backup').innerText(), /今天/);
});

test('one undo takes settings and packs back', async () => {
  await session.close();
  session = await open();
  panel = await session.panel(await session.page('/index.html'));
  await panel.click('#tab-settings');
  await panel.fill('#shop-courier', '中通');
  await panel.locator('#shop-shop').focus();
  await choose(file);
  await panel.locator('#restore').waitFor();
  assert.equal(await panel.locator('[id="take-shop/courier"]').isChecked(), false, 'what was set here stays unless chosen');
  await panel.locator('[id="take-shop/courier"]').check();
  await panel.click('#restore');
  await notice('restored');
  await panel.click('#tab-settings');
  assert.equal(await panel.inputValue('#shop-courier'), '顺丰');
  await panel.locator('#notice [data-action="undo"]').click();
  await notice('undone');
  assert.equal(await panel.inputValue('#shop-courier'), '中通');
  await panel.click('#tab-library');
  assert.equal(await panel.locator('#scope option', { hasText: '小鹿团队' }).count(), 0);
});

test('a file that is cut off or of a newer version is refused with its place, and nothing changes', async () => {
  await saved();
  const before = await session.stored();
  await choose(file.slice(0, file.length / 2));
  await notice('no_backup');
  assert.match(await panel.locator('#notice').innerText(), /第 \d+ 行第 \d+ 个字符.*没有恢复/);
  await choose(file.replace('"schema":2', '"schema":9'));
  await panel.locator('#notice', { hasText: '新版亲语' }).waitFor();
  assert.deepEqual(await session.stored(), before);
  await choose(file.replace('随货寄出', '随货给您'));
  await panel.locator('.warning', { hasText: '和存下时不一样' }).waitFor();
});

test('a panel that a newer version has overtaken gives everything out and takes nothing in', async () => {
  await saved();
  await panel.close();
  await session.keep({ schema: JSON.stringify({ schema: 3, generation: 99 }) });
  panel = await session.panel(await session.page('/index.html'));
  await notice('read_only');
  await panel.click('#tab-settings');
  const [download] = await Promise.all([panel.waitForEvent('download'), panel.click('#export-all')]);
  assert.match(download.suggestedFilename(), /json$/);
  await choose(file);
  await notice('read_only');
  assert.equal(await panel.locator('#restore').count(), 0);
});
