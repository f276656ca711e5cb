// The library tab in the real panel: finding, inserting, writing, ordering, importing, undo; what is kept is there after
// the panel was opened anew.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { composerText, open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({});
const test = testsOf(session);
after(() => session.close());

const TEAM = {
  format: 'qinyu-pack', version: 1, id: 'team', title: '小鹿团队',
  phrases: [
    { id: 't1', code: 'fp', title: '开发票', body: '发票随货寄出，亲放心。', group: '售后/发票', queries: ['能开发票吗'] },
    { id: 't2', title: '换颜色', body: '可以换颜色，亲说下要哪个。', group: '售后' },
    { id: 't3', title: '刻字', body: '刻{刻字内容}，对吗？', group: '定制' },
  ],
};

const page = await session.page('/index.html');
let panel = await session.panel(page);

const go = (room) => panel.locator(`[data-action="go"][data-name="${room}"]`).click();
const bodies = () => panel.locator('.phrase .body').allTextContents();
const saved = () => panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
const listed = (count) => panel.waitForFunction((wanted) => document.querySelectorAll('.phrase').length === wanted, count);

async function importPack(pack) {
  await go('packs');
  const buffer = Buffer.from(JSON.stringify(pack));
  await panel.setInputFiles('#read-pack', { name: 'team.json', mimeType: 'application/json', buffer });
  await panel.locator('#import').waitFor();
}

async function openAnew() {
  await saved();
  await panel.close();
  panel = await session.panel(page);
  await panel.click('#tab-library');
}

test('case 20: an import shows its plan first, and one click undoes it', async () => {
  await panel.click('#tab-library');
  await importPack(TEAM);
  assert.match(await panel.locator('#view').innerText(), /新增 3 条/);
  await panel.click('#import');
  assert.equal(await panel.locator('[data-action="drop_pack"]').count(), 1);
  await go('list');
  await panel.selectOption('#scope', 'pack:team');
  await listed(3);
  await panel.selectOption('#scope', 'all');
  await panel.click('[data-action="undo"]');
  await go('packs');
  assert.equal(await panel.locator('[data-action="drop_pack"]').count(), 0);
  await go('list');
  await panel.click('[data-action="redo"]');
});

test('characters, pinyin, initials, the code and a slip find the phrase, and what was found is marked', async () => {
  for (const [query, marked] of [['开发票', '开发票'], ['kaifapiao', '开发票'], ['kfp', '开发票'], ['fp', 'fp'], ['kaifapio', '开发票']]) {
    await panel.fill('#search', query);
    const first = panel.locator('.phrase').first();
    await first.locator('mark', { hasText: marked }).first().waitFor();
    assert.match(await first.innerText(), /开发票/, query);
  }
  await panel.fill('#search', '没有这样的话术啊');
  await listed(0);
  assert.match(await panel.locator('.blank-line').innerText(), /没有找到/);
});

test('Enter in the search box inserts what is on top; a phrase with a gap asks for it first', async () => {
  await panel.fill('#search', '换颜色');
  await panel.locator('.phrase mark').first().waitFor();
  await panel.press('#search', 'Enter');
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  assert.equal(await composerText(page), '可以换颜色，亲说下要哪个。');
  await page.fill('#composer', '');
  await panel.fill('#search', '刻字');
  await panel.locator('.phrase mark').first().waitFor();
  await panel.locator('.use').first().click();
  await panel.locator('#notice[data-kind="missing"]').waitFor();
  assert.equal(await composerText(page), '');
  await panel.click('#tab-library');
});

test('a change of a team’s phrase is the agent’s own, is kept, and is undone', async () => {
  await panel.fill('#search', '开发票');
  await panel.locator('[data-action="open"][data-name="t1"]').click();
  await panel.fill('#field-body', '电子发票已发您邮箱。');
  assert.match(await panel.locator('.preview p').innerText(), /电子发票/, 'the preview follows what is typed');
  await panel.locator('#field-title').focus();
  await go('list');
  assert.deepEqual((await bodies())[0], '电子发票已发您邮箱。');
  assert.match(await panel.locator('.phrase').first().innerText(), /我改过/);
  await openAnew();
  await panel.fill('#search', '开发票');
  assert.deepEqual((await bodies())[0], '电子发票已发您邮箱。');
  await panel.locator('[data-action="open"][data-name="t1"]').click();
  await panel.click('[data-action="reset"]');
  assert.equal(await panel.inputValue('#field-body'), '发票随货寄出，亲放心。');
  await go('list');
});

test('a new phrase is written, found by its code, moved by key and by drag, and deleted', async () => {
  await panel.fill('#search', '');
  for (const [title, body] of [['一', '第一条新话术'], ['二', '第二条新话术'], ['三', '第三条新话术']]) {
    await panel.click('[data-action="new"]');
    await panel.fill('#field-body', body);
    await panel.fill('#field-title', title);
    await panel.fill('#field-code', `x${title}`);
    await panel.locator('#field-title').focus();
    await go('list');
  }
  const own = await panel.locator('#scope option', { hasText: '我的话术' }).getAttribute('value');
  await panel.selectOption('#scope', own);
  await listed(3);
  assert.deepEqual(await bodies(), ['第一条新话术', '第二条新话术', '第三条新话术']);
  await panel.locator('.use').first().focus();
  await panel.keyboard.press('Alt+ArrowDown');
  assert.deepEqual(await bodies(), ['第二条新话术', '第一条新话术', '第三条新话术']);
  await panel.locator('.phrase').nth(2).dragTo(panel.locator('.phrase').nth(0));
  assert.deepEqual(await bodies(), ['第三条新话术', '第二条新话术', '第一条新话术']);
  await panel.locator('[data-action="open"]').first().click();
  await panel.click('[data-action="remove"]');
  await listed(2);
  await openAnew();
  await panel.selectOption('#scope', own);
  await listed(2);
  assert.deepEqual(await bodies(), ['第二条新话术', '第一条新话术']);
});

test('case 22: two panels show one another’s edits', async () => {
  const other = await session.panel(page);
  await other.click('#tab-library');
  await other.fill('#search', '第二条');
  await other.locator('[data-action="open"]').first().click();
  await other.fill('#field-note', '').catch(() => {});
  await other.fill('#field-title', '在另一个面板改的');
  await other.locator('#field-code').focus();
  await panel.locator('.title', { hasText: '在另一个面板改的' }).waitFor();
  await other.close();
});
