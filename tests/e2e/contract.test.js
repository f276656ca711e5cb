// The page side says exactly what tests/wire holds; tests/wire.rs reads the same files in Rust.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import { composerText, open, testsOf } from '../../xtask/drive/browser.mjs';
import { pagePort } from '../../xtask/drive/page_port.mjs';
import { PickerList } from '../../xtask/drive/picker_list.mjs';

const wire = async (name) => JSON.parse(await readFile(new URL(`../wire/${name}.json`, import.meta.url), 'utf8'));
const events = Object.fromEntries((await wire('events')).map((event) => [event.type, event]));
const commands = Object.fromEntries((await wire('commands')).map((command) => [command.type, command]));

const session = await open({ folders: { '/': 'tests/e2e/pages' } });
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/contract.html');
const port = await pagePort(session, page);

test('a page with a chat is told as ready and then as a conversation, field by field as written down', async () => {
  assert.deepEqual(await port.next('ready'), events.ready);
  assert.deepEqual(await port.next('conversation'), events.conversation);
});

test('Alt and a digit is told once the keys were asked for', async () => {
  await page.bringToFront();
  await page.keyboard.press('Alt+Digit2');
  await port.post(commands.keys);
  // Commands are taken in order: after this answer the page side has taken the one before it.
  await port.post({ ...commands.insert, last_row: 'another' });
  await port.next('inserted');
  await page.keyboard.press('Alt+Digit1');
  // Had the first press been told, it would come here, with slot 2.
  assert.deepEqual(await port.next('key'), events.key);
});

test('what is typed behind the trigger is asked for, and a pick is told by its place', async () => {
  await port.post(commands.picker);
  await page.locator('#composer').focus();
  // Taken before the keys come: commands are taken in order.
  await port.post({ ...commands.insert, last_row: 'another' });
  await port.next('inserted');
  await page.keyboard.type('/');
  assert.deepEqual(await port.next('pick_query'), events.pick_query);
  await port.post(commands.pick_list);
  const list = await PickerList.of(session, page);
  const shown = await list.until((now) => now?.entries.length === 2);
  assert.deepEqual(shown.entries.map(({ title, text, code, note, marked }) => ({ title, text, code, note, marked })), [
    { title: '发货时间', text: '今天发出哦', code: 'fh', note: '', marked: ['发货'] },
    { title: '刻字', text: '刻字内容记下了', code: '', note: '1 处待填 → 面板', marked: [] },
  ]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.deepEqual(await port.next('pick'), events.pick);
  await page.locator('#composer').fill('您好 /发货');
  const over = { ...commands.insert, replace: '/发货' };
  await port.post(over);
  assert.equal((await port.next('inserted')).outcome, 'done');
  assert.equal(await composerText(page), `您好 ${over.text}`);
  await port.post(over);
  assert.equal((await port.next('inserted')).outcome, 'draft_changed');
  await page.locator('#composer').fill('');
  // Of this test: the conversation with a draft in its box, and without.
  while ((await port.next('conversation')).draft);
});

test('a key held down is one wish', async () => {
  await page.keyboard.down('Alt');
  for (let i = 0; i < 3; i += 1) await page.keyboard.down('Digit3');
  await page.keyboard.up('Digit3');
  await page.keyboard.press('Digit1');
  await page.keyboard.up('Alt');
  assert.equal((await port.next('key')).slot, 3);
  assert.equal((await port.next('key')).slot, 1);
});

test('case 4: a command for an older row is answered with its number and a refusal', async () => {
  await port.post({ ...commands.insert, last_row: 'm4' });
  assert.deepEqual(await port.next('inserted'), events.inserted);
  assert.equal(await composerText(page), '');
});

test('a command for this conversation and its last row is carried out and answered', async () => {
  await port.post(commands.insert);
  assert.deepEqual(await port.next('inserted'), { ...events.inserted, outcome: 'done' });
  assert.equal(await composerText(page), commands.insert.text);
  assert.deepEqual(await port.next('conversation'), { ...events.conversation, draft: true, focused: true });
});

test('the caret stands where the command wants it, after what was there', async () => {
  const { text } = commands.insert;
  await port.post({ ...commands.insert, caret: 2 });
  assert.equal((await port.next('inserted')).outcome, 'done');
  await page.keyboard.type('|');
  assert.equal(await composerText(page), `${text}${text.slice(0, 2)}|${text.slice(2)}`);
  await page.locator('#composer').fill(text);
});

test('a picture is refused for another row, over its limit and of another kind; one that nobody takes is told so', async () => {
  await page.locator('#composer').fill('');
  for (const [change, outcome] of [
    [{ last_row: 'another' }, 'conversation_changed'], [{ media: 'image/svg+xml' }, 'not_noticed'],
    [{ data: 'A'.repeat(2_666_672) }, 'not_noticed'], [{}, 'not_noticed'],
  ]) {
    await page.evaluate(() => {
      window.pasted = 0;
      document.onpaste = () => { window.pasted += 1; };
    });
    await port.post({ ...commands.picture, ...change });
    assert.equal((await port.next('inserted')).outcome, outcome);
    assert.equal(await page.evaluate(() => window.pasted), Object.keys(change).length ? 0 : 1);
  }
  assert.equal(await composerText(page), '');
});

test('case 4: rows with the same names in another conversation are not taken for these', async () => {
  const rename = (id) => page.locator('[role="log"]').evaluate((log, name) => { log.dataset.conversationId = name; }, id);
  await page.locator('#composer').fill('');
  await rename('c2');
  await port.post(commands.insert);
  assert.equal((await port.next('inserted')).outcome, 'conversation_changed');
  assert.equal(await composerText(page), '');
  await rename('c1');
});

test('case 4: a text that the page carried on into another conversation is taken out again, the agent’s own is not', async () => {
  // Some chats keep one box for all: what stands in it follows to whoever is opened next.
  for (const draft of ['', '我的草稿']) {
    await page.locator('#composer').fill(draft);
    await page.evaluate(() => {
      const log = document.querySelector('[role="log"]');
      log.dataset.conversationId = 'c1';
      document.getElementById('composer').addEventListener('input', () => { log.dataset.conversationId = 'c2'; }, { once: true });
    });
    await port.post(commands.insert);
    assert.equal((await port.next('inserted')).outcome, 'conversation_changed');
    assert.equal(await composerText(page), draft);
  }
  await page.locator('[role="log"]').evaluate((log) => { log.dataset.conversationId = 'c1'; });
  await page.locator('#composer').fill('');
});

test('case 7: a key pressed while the input method composes belongs to the input method', async () => {
  const debug = await session.context.newCDPSession(page);
  await page.bringToFront();
  await page.locator('#composer').focus();
  await debug.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await page.keyboard.press('Alt+Digit2');
  await debug.send('Input.insertText', { text: '' });
  await page.locator('#composer').fill('');
  await page.keyboard.press('Alt+Digit1');
  assert.deepEqual(await port.next('key'), events.key);
});

test('every composer state and every outcome has the word that the panel knows', async () => {
  const box = page.locator('#composer');
  await box.evaluate((element) => { element.readOnly = true; });
  // Those before tell of the tests above.
  while ((await port.next('conversation')).composer !== 'read_only');
  await port.post(commands.insert);
  assert.equal((await port.next('inserted')).outcome, 'no_composer');
  await box.evaluate((element) => { element.hidden = true; });
  assert.equal((await port.next('conversation')).composer, 'missing');
  await box.evaluate((element) => {
    element.hidden = false;
    element.readOnly = false;
    // An editor that takes nothing: whatever arrives is gone at once.
    element.addEventListener('input', () => { element.value = ''; });
  });
  assert.equal((await port.next('conversation')).composer, 'ready');
  await port.post(commands.insert);
  assert.equal((await port.next('inserted')).outcome, 'not_noticed');
});

test('case 13: unknown and misshapen commands are passed over, and the port lives on', async () => {
  for (const command of [null, 1, [], {}, { type: 'send' }, { type: 'insert' }, { type: 'insert', text: 5 }, { type: '__proto__' }]) {
    await port.post(command);
  }
  await port.post({ ...commands.insert, request: 8, last_row: 'm4' });
  assert.deepEqual(await port.next('inserted'), { ...events.inserted, request: 8 });
});

test('a page without a chat says so and nothing else', async () => {
  await page.locator('main').evaluate((main) => main.remove());
  assert.deepEqual(await port.next('no_chat'), events.no_chat);
});
