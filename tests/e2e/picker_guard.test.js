// What the inline picker never does: write for another buyer, act in a composition, take a key or a click that was not the
// agent's, stay in the page. Case numbers are those of docs/abuse-cases.md.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { composerText, heard, open, pageSide, testsOf } from '../../xtask/drive/browser.mjs';
import { PickerList } from '../../xtask/drive/picker_list.mjs';

const phrase = (id, title, body) => ({ id, title, body });
const session = await open({ phrases: [{ ...phrase('a', '㐀一', '今天发出。'), code: '㐀1' }, phrase('b', '㐀二', '{刻字内容}记下了。'), phrase('c', '好㐀的', '㐀好的')] });
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/');
let panel = await session.panel(page);
const list = await PickerList.of(session, page);
const side = await pageSide(session, page);
const { debug } = list;
const box = page.locator('#composer');
const notice = (kind) => panel.locator(`#notice[data-kind="${kind}"]`).waitFor();
const sent = () => page.evaluate(() => window.demo.sent.splice(0).map(({ text }) => text));
const THREE = ['㐀一', '㐀二', '好㐀的'];

async function fresh(typed = '') {
  await panel.evaluate(() => document.querySelector('[data-action="close_notice"]')?.click());
  await page.bringToFront();
  await box.fill('');
  await list.gone();
  await box.focus();
  await page.keyboard.type(typed);
}

test('case 7: nothing opens while the input method composes, and the Enter that ends a composition never picks', async () => {
  await fresh('/');
  await list.until((now) => now?.entries.length > 0);
  await debug.send('Input.imeSetComposition', { text: 'yi', selectionStart: 2, selectionEnd: 2 });
  await list.gone();
  // The key as the browser hands it to the page while an input method has it.
  const enter = { key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 };
  await debug.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
  await debug.send('Input.insertText', { text: '㐀一' });
  await debug.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter, key: 'Enter' });
  assert.deepEqual(await sent(), []);
  await list.shows('㐀一');
  assert.equal(await composerText(page), '/㐀一', 'nothing was picked');
  await page.keyboard.press('Enter');
  await notice('inserted');
  assert.equal(await composerText(page), '今天发出。');
});

test('what a Chinese input method makes of the trigger’s key opens too, also as a composition', async () => {
  for (const sign of ['、', '／']) {
    await fresh('在的 ');
    await debug.send('Input.imeSetComposition', { text: sign, selectionStart: 1, selectionEnd: 1 });
    await debug.send('Input.insertText', { text: sign });
    await list.until((now) => now?.entries.length > 0);
    await page.keyboard.type('㐀一');
    await list.shows('㐀一');
    await page.keyboard.press('Tab');
    await notice('inserted');
    assert.equal(await composerText(page), '在的 今天发出。');
  }
});

test('inside a word, after a sentence’s words and in words put in at once nothing opens; a space ends it', async () => {
  await fresh('1/2');
  await page.keyboard.type('，苹果、');
  await debug.send('Input.insertText', { text: ' 见 /路径' });
  await page.keyboard.type('x');
  assert.equal(await list.now(), null);
  await fresh('/㐀');
  await list.shows(...THREE);
  await page.keyboard.type(' ');
  await list.gone();
  await page.keyboard.press('Enter');
  assert.deepEqual(await sent(), ['/㐀']);
});

test('Esc closes and leaves the text; what is typed on does not open it again; the next Enter is the page’s', async () => {
  await fresh('/㐀');
  await list.shows(...THREE);
  await page.keyboard.press('Escape');
  await list.gone();
  await page.keyboard.type('一');
  assert.equal(await composerText(page), '/㐀一');
  assert.equal(await list.now(), null);
  await page.keyboard.press('Enter');
  assert.deepEqual(await sent(), ['/㐀一']);
});

test('where nothing is found the list says so and the keys are the page’s', async () => {
  await fresh('/㐀');
  await list.until((now) => now?.entries.length > 0);
  // At once: while an answer is under way, Enter is the list's.
  await page.keyboard.insertText('没有这句');
  const { entries } = await list.until((now) => now?.none === '没有找到话术' && now.said === '没有找到话术');
  assert.deepEqual(entries, []);
  await page.keyboard.press('Enter');
  assert.deepEqual(await sent(), ['/㐀没有这句']);
  await list.gone();
});

test('Enter that is faster than the list waits for it and is never the page’s; held down it picks once', async () => {
  await fresh();
  await page.keyboard.type('/㐀一');
  await page.keyboard.down('Enter');
  for (let i = 0; i < 20; i += 1) await page.keyboard.down('Enter');
  await notice('inserted');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  assert.deepEqual([await sent(), await composerText(page)], [[], '今天发出。']);
  await page.keyboard.press('Enter');
  assert.deepEqual(await sent(), ['今天发出。']);
});

test('a phrase that is found by its own words is not taken for there already', async () => {
  await fresh('㐀好的 /㐀好的');
  await list.shows('好㐀的');
  await page.keyboard.press('Enter');
  await notice('inserted');
  assert.equal(await composerText(page), '㐀好的 㐀好的');
});

test('case 11: events that the page makes up open nothing and pick nothing', async () => {
  await fresh();
  await page.evaluate(() => {
    const target = document.getElementById('composer');
    target.setRangeText('/', 0, 0, 'end');
    for (const type of ['beforeinput', 'input']) target.dispatchEvent(new InputEvent(type, { inputType: 'insertText', data: '/', bubbles: true }));
    document.execCommand('selectAll');
    document.execCommand('insertText', false, '/');
    target.dispatchEvent(new CompositionEvent('compositionend', { data: '/', bubbles: true }));
  });
  await page.keyboard.press('ArrowRight');
  assert.equal(await list.now(), null);
  await fresh('/㐀');
  const { box: { left, top } } = await list.shows(...THREE);
  await page.evaluate(([x, y]) => {
    const host = document.documentElement.querySelector(':scope > :not(head, body)');
    for (const target of [document.getElementById('composer'), host, window]) {
      for (const key of ['Enter', 'Tab']) target.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, composed: true }));
    }
    for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click']) {
      for (const target of [host, document.elementFromPoint(x, y)]) target.dispatchEvent(new MouseEvent(type, { clientX: x, clientY: y, bubbles: true, composed: true }));
    }
    host.click();
    if (host.shadowRoot) throw new Error('the root is open');
  }, [left + 40, top + 20]);
  // The pretend chat takes made-up keys; what it does to itself is its own affair.
  assert.deepEqual(await sent(), ['/㐀']);
  assert.equal(await panel.locator('#notice[data-kind="inserted"]').count(), 0);
});

test('case 12: a click is refused while anything covers, fades or hides the list, and taken once it can be seen', async () => {
  await fresh('/㐀');
  const { entries: [{ box: { left, top, width, height } }] } = await list.shows(...THREE);
  const [x, y] = [left + width / 2, top + height / 2];
  const spoil = (css) => page.evaluate((text) => {
    document.getElementById('spoiler')?.remove();
    if (!text) return;
    const spoiler = Object.assign(document.createElement('div'), { id: 'spoiler', popover: 'manual', textContent: '领优惠券' });
    spoiler.style.cssText = text;
    document.body.append(spoiler);
    spoiler.showPopover();
  }, css);
  // Twice the least time of the browser's look, as frames.
  const looked = () => page.evaluate(() => new Promise((done) => {
    const end = performance.now() + 300;
    const step = () => (performance.now() > end ? done() : requestAnimationFrame(step));
    step();
  }));
  const over = `inset:auto;margin:0;border:0;left:${left}px;top:${top - 20}px;width:200px;height:60px;`;
  for (const css of [`${over}background:#fff;pointer-events:none`, `${over}background:#fffc;pointer-events:none`, `${over}background:#0000;pointer-events:none`]) {
    await spoil(css);
    await looked();
    await page.mouse.click(x, y);
    await page.mouse.click(x, y);
    assert.equal((await list.now())?.entries.length, 3, css);
    await spoil('');
    assert.equal(await composerText(page), '/㐀', css);
  }
  await looked();
  await page.mouse.click(x, y);
  await notice('inserted');
  assert.equal(await composerText(page), '今天发出。');
});

test('case 12: the page can neither outbid the list nor restyle it; once it takes the list away, the keys are the page’s', async () => {
  await page.evaluate(() => {
    const wall = Object.assign(document.createElement('div'), { id: 'wall' });
    wall.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:#123;pointer-events:none';
    const style = new CSSStyleSheet();
    style.replaceSync('html > :not(head, body) { display: none !important; opacity: 0 !important; transform: scale(0) !important; left: -999px !important }');
    document.adoptedStyleSheets = [style];
    document.body.append(wall);
  });
  await fresh('/㐀');
  const { box: { left }, seen } = await list.shows(...THREE);
  assert.ok(seen && left >= 0);
  await page.evaluate(() => {
    document.querySelector('html > :not(head, body)').remove();
    document.getElementById('wall').remove();
    document.adoptedStyleSheets = [];
  });
  await page.keyboard.press('Enter');
  assert.deepEqual(await sent(), ['/㐀']);
});

test('case 4: another conversation opened between the list and the pick, or while it goes in: nothing reaches either box', async () => {
  const isOpen = (id) => panel.locator(`#panel[data-conversation="${id}"]`).waitFor();
  const open = (id) => page.evaluate((scene) => window.demo.switchTo(scene), id);
  const WHEN = {
    // The page side reads some milliseconds after a change; while that is held, the panel knows the old conversation.
    async before() {
      await side.evaluate(() => {
        globalThis.realTimeout = globalThis.setTimeout;
        globalThis.setTimeout = () => 0;
      });
      await open('parcel');
      await page.keyboard.press('Enter');
      await side.evaluate(() => { globalThis.setTimeout = globalThis.realTimeout; });
    },
    // The first thing that a replacement does is to select what goes; the browser's own event for it may come too late.
    async during() {
      await page.evaluate(() => document.addEventListener('selects', () => window.demo.switchTo('parcel'), { once: true }));
      await side.evaluate(() => {
        const select = HTMLTextAreaElement.prototype.setSelectionRange;
        HTMLTextAreaElement.prototype.setSelectionRange = function setSelectionRange(start, end) {
          select.call(this, start, end);
          if (start === end) return;
          HTMLTextAreaElement.prototype.setSelectionRange = select;
          document.dispatchEvent(new Event('selects'));
        };
      });
      await page.keyboard.press('Enter');
      await notice('conversation_changed');
    },
  };
  for (const when of ['before', 'during']) {
    await open('shirt');
    await isOpen('shirt');
    await fresh('/㐀');
    await list.shows(...THREE);
    await WHEN[when]();
    await list.gone();
    // Read anew, also if nothing has changed since.
    await open('parcel');
    await isOpen('parcel');
    assert.equal(await composerText(page), '', when);
    await open('shirt');
    assert.equal(await composerText(page), '/㐀', when);
    assert.deepEqual([await sent(), await panel.locator('#notice[data-kind="inserted"]').count()], [[], 0], when);
  }
  await isOpen('shirt');
});

test('the buyer writes on while the list is open: it is asked anew, and the pick goes in after that row', async () => {
  await fresh('/㐀');
  await list.shows(...THREE);
  await page.evaluate(() => window.demo.say('还有一个问题'));
  await heard(panel, '还有一个问题');
  await list.shows(...THREE);
  await page.keyboard.press('Enter');
  await notice('inserted');
  assert.equal(await composerText(page), '今天发出。');
});

test('case 9: a phrase with a gap is filled in the panel and then takes the trigger’s place', async () => {
  await fresh('您好 /㐀二');
  await list.shows('㐀二');
  await page.keyboard.press('Enter');
  await notice('missing');
  assert.equal(await composerText(page), '您好 /㐀二', 'nothing is written with a gap');
  assert.ok(await box.evaluate((element) => element.matches(':focus')), 'the page’s focus stays');
  const card = panel.locator('article.picked');
  await card.locator('[data-action="choose"]').click();
  assert.equal(await composerText(page), '您好 /㐀二');
  await card.locator('[data-action="fill"]').fill('小鹿');
  await card.locator('[data-action="fill"]').press('Enter');
  await card.locator('[data-action="fill"]').waitFor({ state: 'detached' });
  await card.locator('[data-action="choose"]').click();
  await notice('inserted');
  assert.equal(await composerText(page), '您好 小鹿记下了。');
  await card.waitFor({ state: 'detached' });
});

test('case 6: words that changed before the pick arrived are not replaced', async () => {
  // A buyer for whom nothing is filled in yet.
  await page.evaluate(() => window.demo.switchTo('bargain'));
  await panel.locator('#panel[data-conversation="bargain"]').waitFor();
  await fresh('/㐀二');
  await list.shows('㐀二');
  await page.keyboard.press('Enter');
  await notice('missing');
  await page.keyboard.type('改');
  const card = panel.locator('article.picked');
  await card.locator('[data-action="fill"]').fill('小鹿');
  await card.locator('[data-action="fill"]').press('Enter');
  await card.locator('[data-action="choose"]').click();
  await notice('draft_changed');
  assert.equal(await composerText(page), '/㐀二改');
  await card.locator('[data-action="dismiss"]').click();
  await card.waitFor({ state: 'detached' });
});

test('case 8: a box that takes nothing, or half of it, has its draft back, and the panel says so', async () => {
  for (const spoiled of ['', '今天']) {
    await fresh('您好 /㐀一');
    await list.shows('㐀一');
    await box.evaluate((element, left) => element.addEventListener('input', () => { element.value = `您好 ${left}`; }, { once: true }), spoiled);
    await page.keyboard.press('Enter');
    await notice('not_noticed');
    assert.equal(await composerText(page), '您好 /㐀一');
  }
});

test('another trigger is taken at once, and none switches the picker off', async () => {
  await panel.locator('#tab-settings').click();
  for (const [trigger, before] of [[';;', ';;'], ['', '/']]) {
    await panel.locator('#trigger').fill(trigger);
    await panel.locator('#trigger').press('Enter');
    await panel.locator('#tab-settings').focus();
    await fresh(`${before}㐀一`);
    if (trigger) await list.shows('㐀一');
    else assert.equal(await list.now(), null);
  }
  await panel.locator('#trigger').fill('abc');
  await panel.locator('#trigger').press('Enter');
  await notice('bad_trigger');
  await panel.locator('#trigger').fill('／');
  await panel.locator('#trigger').press('Enter');
  await panel.locator('#tab-chat').click();
  await fresh('/㐀一');
  await list.shows('㐀一');
});

test('the panel is closed while the list is open: it goes, and the keys are the page’s', async () => {
  await fresh('/㐀');
  await list.shows(...THREE);
  await panel.close();
  await list.gone();
  await box.focus();
  await page.keyboard.type('一');
  await page.keyboard.press('Enter');
  assert.deepEqual(await sent(), ['/㐀一']);
});
