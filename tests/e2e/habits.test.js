// What the agent takes is learned, kept over a new opening, given to a colleague and forgotten; a phrase tells why it is not
// suggested; what no phrase answered is gathered, in memory alone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import { open, sayOnly, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

// Thanks: three phrases without a gap.
const LINE = '谢谢你啊';
const first = (panel) => panel.locator('article.suggestion').first().getAttribute('data-phrase');
const saved = (panel) => panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
const shown = (panel, phrase, place) => panel.locator(`article.suggestion[data-slot="${place}"][data-phrase="${phrase}"]`).waitFor();

/// Answers the line by hand with a phrase, wherever it stands.
async function answer(panel, phrase) {
  await panel.fill('#by-hand', LINE);
  const card = panel.locator(`article.suggestion[data-phrase="${phrase}"]`);
  await card.locator('button.primary').click();
  await panel.locator('#notice[data-kind="copied"]').waitFor();
  await panel.click('[data-action="clear_by_hand"]');
}

const page = await session.page('/');
let panel = await session.panel(page);
let wanted;

test('what is taken again and again comes to stand first, also after the panel was opened anew', async () => {
  await panel.fill('#by-hand', LINE);
  await panel.locator('article.suggestion[data-slot="3"]').waitFor();
  const before = await first(panel);
  wanted = await panel.locator('article.suggestion[data-slot="3"]').getAttribute('data-phrase');
  await panel.click('[data-action="clear_by_hand"]');
  await answer(panel, wanted);
  await panel.fill('#by-hand', LINE);
  await shown(panel, before, 1);
  await panel.click('[data-action="clear_by_hand"]');
  for (let times = 0; times < 12; times += 1) await answer(panel, wanted);
  await saved(panel);
  await panel.close();
  panel = await session.panel(page);
  await panel.fill('#by-hand', LINE);
  await shown(panel, wanted, 1);
  assert.match(await panel.locator('article.suggestion').first().innerText(), /常这样答 \d+ 次 \d+%/);
  const kept = await panel.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null)));
  assert.ok(kept.includes('decisions') && !kept.includes(LINE), 'counts, and no word of the line');
});

test('a phrase tells in the editor what it comes to beside those that are suggested', async () => {
  await panel.click('#tab-library');
  await panel.fill('#search', '发货时间');
  await panel.locator('.phrase [data-action="open"]').first().click();
  await panel.click('[data-action="fold"][data-name="why-not"]');
  const told = panel.locator('section', { has: panel.locator('[data-name="why-not"]') });
  await told.locator('p.hint').first().waitFor();
  assert.match(await told.innerText(), /关系不大|更合适|客套话/);
});

test('habits go to a file without a word of the chat, are forgotten, and come back by undo or from the file', async () => {
  await panel.click('#tab-settings');
  const [download] = await Promise.all([panel.waitForEvent('download'), panel.click('[data-action="export_habits"]')]);
  const text = await readFile(await download.path(), 'utf8');
  assert.equal(JSON.parse(text).format, 'qinyu-habits');
  assert.ok(!text.includes('谢'));
  const learned = panel.locator('#learned');
  const known = await learned.innerText();
  await panel.click('[data-action="forget_habits"]');
  await panel.locator('#learned', { hasText: '还没有' }).waitFor();
  await panel.click('[data-action="remember_habits"]');
  await panel.locator('#learned', { hasText: known }).waitFor();
  await panel.click('[data-action="forget_habits"]');
  await panel.setInputFiles('#read-habits', { name: 'habits.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await panel.locator('#notice[data-kind="habits_merged"]').waitFor();
  await panel.locator('#learned', { hasText: known }).waitFor();
  await panel.setInputFiles('#read-habits', { name: 'habits.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
  await panel.locator('#notice[data-kind="no_habits"]').waitFor();
});

test('what no phrase answered is gathered and becomes a phrase by a click; nothing of it is kept', async () => {
  const question = '这个琴弦能调到标准音吗';
  await panel.click('#tab-chat');
  await panel.click('[data-action="clear_by_hand"]');
  await sayOnly(page, question);
  await panel.locator('.turn p', { hasText: question }).waitFor();
  await page.fill('#composer', '可以的，随琴附调音器，您打13800000000我们视频教您');
  await page.keyboard.press('Enter');
  await panel.locator('.turn p', { hasText: question }).waitFor({ state: 'detached' });
  await panel.click('#tab-library');
  await panel.click('[data-action="go"][data-name="list"]');
  await panel.click('[data-action="go"][data-name="gaps"]');
  const row = panel.locator('li', { hasText: '琴弦' });
  assert.match(await row.innerText(), /随琴附调音器/);
  assert.ok(!(await row.innerText()).includes('13800000000'));
  await row.locator('button', { hasText: '做成话术' }).click();
  assert.match(await panel.locator('#field-body').inputValue(), /^可以的，随琴附调音器/);
  await saved(panel);
  const kept = await panel.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null)));
  assert.ok(kept.includes('随琴附调音器') && !kept.includes('标准音') && !kept.includes('13800000000'));
});
