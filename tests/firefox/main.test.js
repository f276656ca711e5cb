// The one thing that Qinyu is for, in Firefox: a buyer writes, a reply is suggested, the agent takes it, the agent sends it.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { composerText, open, readySuggestion, testsOf } from '../../xtask/drive/firefox.mjs';

const session = await open();
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/');
const panel = await session.panel(page);

const box = '#composer';
const say = (text) => page.run((line) => window.demo.say(line), text);
const switchTo = (id) => page.run((scene) => window.demo.switchTo(scene), id);
const notice = (kind) => panel.waitFor(`#notice[data-kind="${kind}"]`);
const choose = (slot) => panel.click(`[data-action="choose"][data-slot="${slot}"]`);

// The page side reads a moment after a change. While it is held, the panel shows what was true before: the moment in
// which an agent clicks on a reply to a buyer who is no longer the open one.
const hold = () => session.inOurWorld(page, () => {
  globalThis.realTimeout = globalThis.setTimeout;
  globalThis.setTimeout = () => 0;
});
const release = () => session.inOurWorld(page, () => { globalThis.setTimeout = globalThis.realTimeout; });

// A buyer's new line, and a suggestion for it that can go in as it stands.
async function ask(line) {
  await page.fill(box, '');
  await say(line);
  await panel.waitFor('.turn p', line);
  return readySuggestion(panel);
}

test('a buyer writes, the panel suggests with reasons, Alt and a digit in the page puts it into the box', async () => {
  const { slot, text, reasons } = await ask('请问什么时候发货呀');
  assert.ok(reasons.length > 0, 'every suggestion says why');
  await page.focus(box);
  await page.press('Alt', String(slot));
  await notice('inserted');
  assert.equal(await composerText(page), text);
});

test('undoing it leaves the box as it was', async () => {
  await page.press('Control', 'z');
  assert.equal(await composerText(page), '');
});

test('a click in the panel inserts where the caret stands, and the agent’s own words stay', async () => {
  const { slot, text } = await ask('在吗，谢谢');
  await page.type(box, '前后');
  await page.press('ArrowLeft');
  await choose(slot);
  await notice('inserted');
  assert.equal(await composerText(page), `前${text}后`);
});

test('Alt and a digit works in the panel too', async () => {
  const { slot, text } = await ask('谢谢亲');
  await panel.press('Alt', String(slot));
  await notice('inserted');
  assert.equal(await composerText(page), text);
});

test('a reply is changed in the panel and goes in as changed', async () => {
  const { slot, text } = await ask('好呀谢谢');
  await panel.click(`[data-action="edit"][data-slot="${slot}"]`);
  await panel.fill('#edit', `${text}祝好！`);
  await panel.click('[data-action="choose_edit"]');
  await notice('inserted');
  assert.equal(await composerText(page), `${text}祝好！`);
});

for (const [how, pick] of [
  ['Enter', () => page.press('Enter')],
  ['a click', async () => {
    // The list itself is in a closed shadow root.
    const [x, y] = await page.run(() => {
      const list = document.querySelector(':popover-open').getBoundingClientRect();
      return [list.x + 40, list.y + 20];
    });
    await page.clickAt(x, y);
  }],
]) {
  test(`the trigger in the page’s box finds a phrase, and ${how} puts it in its place`, async () => {
    await ask(`谢谢，${how}`);
    await page.type(box, '您好 /什么时候发货');
    await page.waitFor(':popover-open');
    await pick();
    await notice('inserted');
    assert.match(await composerText(page), /^您好 [^/]*发[^/]*$/);
  });
}

test('a reply to one buyer is refused when another conversation was opened before the click', async () => {
  const { slot } = await ask('谢谢啦');
  await hold();
  await switchTo('parcel');
  await choose(slot);
  await notice('conversation_changed');
  await release();
  assert.equal(await composerText(page), '', 'the box of the new conversation is untouched');
  await switchTo('shirt');
  assert.equal(await composerText(page), '', 'and so is the box of the old one');
});

test('a reply is refused when the buyer has written on before the click', async () => {
  const { slot } = await ask('谢谢呢');
  await hold();
  await say('等等，我要退货');
  await choose(slot);
  await notice('conversation_changed');
  await release();
  assert.equal(await composerText(page), '');
});

test('nothing was ever sent: that is the agent’s own press on the page’s own button', async () => {
  assert.deepEqual(await page.run(() => window.demo.sent), []);
  await page.type(box, '好的');
  await page.click('#form button');
  assert.equal(await page.run(() => window.demo.sent.length), 1);
});
