// A lead writes a team's pack in the panel, with its rules; a colleague imports it, and the rules hold where phrases are
// used. Edits made apart say who made them.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import { composerText, open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open();
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/index.html');
let panel = await session.panel(page);

const go = (room) => panel.locator(`[data-action="go"][data-name="${room}"]`).first().click();
const saved = () => panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
const notice = (kind) => panel.locator(`#notice[data-kind="${kind}"]`).waitFor();
const field = (name) => panel.locator(`[id="field-${name}"]`);
const importAs = async (name, text) => {
  await panel.setInputFiles('#read-pack', { name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await panel.click('#import');
  await notice('imported');
};

async function set(name, text) {
  await field(name).fill(text);
  await field(name).blur();
  await saved();
}

async function write(title, body) {
  await panel.click('[data-action="new"]');
  await panel.fill('#field-body', body);
  await panel.fill('#field-title', title);
  await panel.locator('#field-code').focus();
}

let file;

test('a new team pack is titled and given rules, and phrases of the agent’s own move into it', async () => {
  await panel.click('#tab-settings');
  await panel.fill('#name', '小鹿');
  await panel.locator('#name').blur();
  await panel.click('#tab-library');
  await write('到货时间', '保证明天到。');
  await go('list');
  await go('packs');
  await panel.click('#new-pack');
  await set('title', '小鹿团队');
  await panel.selectOption('#field-trade', 'clothing');
  await set('forbidden:0:word', '保证');
  await set('forbidden:0:instead', '尽量');
  await set('required:0:placeholder', '发货时间');
  await set('required:0:group', '物流');
  assert.equal(await field('forbidden:1:word').inputValue(), '', 'a line for the next word');
  await go('packs');
  await panel.locator('.packs bdi', { hasText: '小鹿团队' }).waitFor();
  await go('list');
  await panel.fill('#search', '到货时间');
  await panel.locator('[data-action="open"]').first().click();
  await panel.selectOption('#move_to', { label: '小鹿团队' });
  await panel.locator('.about', { hasText: '我维护' }).waitFor();
  await go('list');
  assert.match(await panel.locator('.phrase').first().innerText(), /有禁用词“保证”/);
  await go('packs');
  const [download] = await Promise.all([
    panel.waitForEvent('download'),
    panel.locator('.packs li', { hasText: '小鹿团队' }).locator('[data-action="export_pack"]').click(),
  ]);
  file = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.deepEqual(file.policy.forbidden, [{ instead: '尽量', word: '保证' }]);
  assert.deepEqual(file.policy.required, [{ group: '物流', placeholder: '发货时间' }]);
  assert.ok(Object.entries(file).some(([name, value]) => name.startsWith('writer/') && value === '小鹿'));
});

test('a forbidden word is named when it was inserted; one that blocks stays out', async () => {
  await go('list');
  await panel.fill('#search', '到货时间');
  await panel.locator('.use').first().click();
  await notice('forbidden');
  assert.match(await panel.locator('#notice').innerText(), /“保证”.*“尽量”/);
  assert.equal(await composerText(page), '保证明天到。');
  await page.fill('#composer', '');
  await go('packs');
  await panel.locator('.packs li', { hasText: '小鹿团队' }).locator('[data-action="open_pack"]').click();
  await panel.locator('[id="toggle-forbidden:0:blocks"]').check();
  await go('packs');
  await go('list');
  await panel.locator('.use').first().click();
  await panel.locator('#notice', { hasText: '没有插入' }).waitFor();
  assert.equal(await composerText(page), '');
});

test('undo takes a rule back', async () => {
  await panel.click('[data-action="undo"]');
  await panel.locator('.use').first().click();
  await panel.locator('#notice', { hasText: '已填入' }).waitFor();
  await page.fill('#composer', '');
});

test('what took its place is offered for a phrase that was replaced', async () => {
  await panel.fill('#search', '');
  await write('新的说法', '我们尽快安排。');
  await go('list');
  await panel.fill('#search', '到货时间');
  await panel.locator('[data-action="open"]').first().click();
  await panel.locator('[data-action="fold"][data-name="note"]').click();
  await panel.fill('#field-successor', '新的说法');
  await panel.locator('#field-note').focus();
  await go('list');
  await panel.locator('.use').first().click();
  await notice('replaced');
  assert.equal(await composerText(page), '');
  await panel.locator('#notice [data-action="use"]').click();
  await notice('inserted');
  assert.equal(await composerText(page), '我们尽快安排。');
});

test('edits made apart say who made them and when', async () => {
  // A colleague gave the pack that they had from the start another title yesterday, before the agent's was there.
  const at = (count) => `${Date.now() - 86_400_000}-${count}-bobbobbo0`;
  const other = {
    format: 'qinyu-pack', version: 2, id: file.id, title: '小马改的名字', 'writer/bobbobbo': '小马',
    edits: { at: { title: at('0000'), 'writer/bobbobbo': at('0001') } }, phrases: [],
  };
  await go('packs');
  await importAs('team.json', JSON.stringify(other));
  await go('list');
  await go('conflicts');
  const told = await panel.locator('.conflict').first().innerText();
  assert.match(told, /小马改的名字[\s\S]*小马 · 昨天 \d\d:\d\d/);
  assert.match(told, /小鹿团队[\s\S]*您 · 今天 \d\d:\d\d/);
  await panel.locator('.conflict .version', { hasText: '小鹿团队' }).locator('[data-action="settle"]').click();
  await panel.locator('.hint', { hasText: '没有要选择的' }).waitFor();
});

test('nothing of all this left the machine', async () => {
  assert.deepEqual((await session.close()).ours, []);
});
