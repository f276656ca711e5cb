// The one thing that Qinyu is for: a buyer writes, a reply is suggested, the agent takes it, the agent sends it.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { chooseIn, composerText, fillGaps, GAP, heard, open, pageSide, readySuggestion, sayOnly, suggestionsOf, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ phrases: [GAP.phrase] });
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/');
const panel = await session.panel(page);
const side = await pageSide(session, page);

const say = (text) => page.evaluate((line) => window.demo.say(line), text);
const switchTo = (id) => page.evaluate((scene) => window.demo.switchTo(scene), id);
const sent = () => page.evaluate(() => window.demo.sent);
const notice = (kind) => panel.locator(`#notice[data-kind="${kind}"]`).waitFor();
const click = (slot) => panel.locator(`[data-action="choose"][data-slot="${slot}"]`).click();
const box = page.locator('#composer');

// The page side reads 80 ms after a change. While it is held, the panel shows what was true before:
// the moment in which an agent clicks on a reply to a buyer who is no longer the open one.
const hold = () => side.evaluate(() => {
  globalThis.realTimeout = globalThis.setTimeout;
  globalThis.setTimeout = () => 0;
});
const release = () => side.evaluate(() => { globalThis.setTimeout = globalThis.realTimeout; });

// A buyer's new line, and a suggestion for it that can go in as it stands.
async function ask(line) {
  await box.fill('');
  await say(line);
  await heard(panel, line);
  return readySuggestion(panel);
}

test('a buyer writes, the panel suggests with reasons, Alt and a digit in the page puts it into the box', async () => {
  const { slot, text, reasons } = await ask('请问什么时候发货呀');
  assert.ok(reasons.length > 0, 'every suggestion says why');
  await page.bringToFront();
  await box.focus();
  await page.keyboard.press(`Alt+Digit${slot}`);
  await notice('inserted');
  assert.equal(await composerText(page), text);
});

test('undoing it leaves the box as it was', async () => {
  await box.focus();
  await page.keyboard.press('Control+z');
  assert.equal(await composerText(page), '');
});

test('a click in the panel inserts the same text', async () => {
  const { slot, text } = await ask('在吗，谢谢');
  await click(slot);
  await notice('inserted');
  assert.equal(await composerText(page), text);
});

test('case 6: the agent’s own words stay, and the reply goes where the caret stands', async () => {
  await ask('好的谢谢');
  await box.pressSequentially('前后');
  await box.press('ArrowLeft');
  const { text } = await chooseIn(page, panel);
  assert.equal(await composerText(page), `前${text}后`);
});

test('case 6: words that the agent has selected are not replaced', async () => {
  await ask('谢谢你');
  await box.pressSequentially('草稿');
  await box.press('Control+a');
  const { text } = await chooseIn(page, panel);
  assert.equal(await composerText(page), `草稿${text}`);
});

test('a reply is changed in the panel and goes in as changed', async () => {
  const { slot, text } = await ask('好呀谢谢');
  await panel.locator(`[data-action="edit"][data-slot="${slot}"]`).click();
  await panel.locator('#edit').waitFor();
  const button = panel.locator('[data-action="choose_edit"]');
  assert.equal((await button.innerText()).trim(), '插入', 'the button says what it does');
  await panel.locator('#edit').fill(`${text}祝好！`);
  await button.click();
  await notice('inserted');
  assert.equal(await composerText(page), `${text}祝好！`);
});

test('case 9: an open gap stops the reply and is asked for in its place', async () => {
  await box.fill('');
  await sayOnly(page, GAP.line);
  await heard(panel, GAP.line);
  const before = (await suggestionsOf(panel)).find(({ text }) => text === GAP.phrase.body);
  assert.ok(before, 'the shop’s own phrase is suggested');
  await click(before.slot);
  await notice('missing');
  await page.bringToFront();
  await page.keyboard.press(`Alt+Digit${before.slot}`);
  assert.equal(await composerText(page), '');
  await fillGaps(panel, before.slot, '小鹿');
  const { slot, text } = (await suggestionsOf(panel)).find(({ text }) => text === GAP.phrase.body.replace('{刻字内容}', '小鹿'));
  await click(slot);
  await notice('inserted');
  assert.equal(await composerText(page), text);
});

test('case 4: a reply to one buyer is refused when another conversation was opened before the click', async () => {
  const { slot } = await ask('谢谢啦');
  await hold();
  await switchTo('parcel');
  await click(slot);
  await notice('conversation_changed');
  await release();
  assert.equal(await composerText(page), '', 'the box of the new conversation is untouched');
  await switchTo('shirt');
  assert.equal(await composerText(page), '', 'and so is the box of the old one');
});

test('case 4: a reply is refused when the buyer has written on before the click', async () => {
  const { slot } = await ask('谢谢呢');
  await hold();
  await say('等等，我要退货');
  await click(slot);
  await notice('conversation_changed');
  await release();
  assert.equal(await composerText(page), '');
});

test('case 4: a conversation that is switched while the text goes in keeps an empty box', async () => {
  const { slot } = await ask('谢谢哦');
  // The first thing that an insertion does is to give the box the focus.
  await box.evaluate((element) => {
    element.blur();
    element.addEventListener('focus', () => window.demo.switchTo('return'), { once: true });
  });
  await click(slot);
  await notice('conversation_changed');
  assert.equal(await composerText(page), '');
  await switchTo('shirt');
  assert.equal(await composerText(page), '');
});

test('case 7: nothing is written into a composition of the input method, by click or by key', async () => {
  const { slot, text } = await ask('谢谢老板');
  const debug = await session.context.newCDPSession(page);
  await page.bringToFront();
  await box.focus();
  await debug.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 });
  await click(slot);
  await notice('composing');
  await page.keyboard.press(`Alt+Digit${slot}`);
  assert.equal(await composerText(page), 'nihao');
  await debug.send('Input.insertText', { text: '你好' });
  assert.equal(await composerText(page), '你好');
  // Had the key been taken during the composition, its text would stand here as well.
  await page.keyboard.press(`Alt+Digit${slot}`);
  await notice('inserted');
  assert.equal(await composerText(page), `你好${text}`);
});

test('Alt and a digit works in the panel too', async () => {
  const { slot, text } = await ask('谢谢亲');
  await panel.bringToFront();
  await panel.keyboard.press(`Alt+Digit${slot}`);
  await notice('inserted');
  assert.equal(await composerText(page), text);
});

test('case 10: nothing was ever sent: that is the agent’s own press on the page’s own button', async () => {
  assert.deepEqual(await sent(), []);
  await page.bringToFront();
  await page.locator('#form button').click();
  assert.equal((await sent()).length, 1);
});
