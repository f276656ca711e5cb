// The inline picker in every kind of input box: typed, narrowed, picked, undone; and what it never does.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after } from 'node:test';
import { build } from 'esbuild';
import { composerText, heard, open, ROOT, testsOf } from '../../xtask/drive/browser.mjs';
import { PickerList } from '../../xtask/drive/picker_list.mjs';

await build({
  entryPoints: [join(ROOT, 'tests/e2e/pages/editors.js')], outfile: join(ROOT, 'target/e2e/editors.js'),
  bundle: true, format: 'iife', logLevel: 'error',
});

// Titles of signs that no starter phrase has, so that a query finds these and no others; in one order whatever was used
// last, for a code stands above a title and its beginning above its inside.
const phrase = (id, title, body, queries = []) => ({ id, title, body, queries });
const session = await open({
  folders: { '/': 'www', '/pages/': 'tests/e2e/pages', '/built/': 'target/e2e' },
  phrases: [
    { ...phrase('a', '㐀一', '第一条话术，今天发出。'), code: '㐀1' }, phrase('b', '㐀二', '第二条：\n分两行写。'), phrase('c', '三㐀', '{刻字内容}记下了。'),
    phrase('d', '㐁丁', '丁'),
  ],
});
after(() => session.close());
const test = testsOf(session);

// A page with its panel; `line` is what its buyer says last.
async function start(path, line, composer = '#composer') {
  const page = await session.page(path);
  const panel = await session.panel(page);
  await heard(panel, line);
  const list = await PickerList.of(session, page);
  await page.bringToFront();
  await page.locator(composer).click();
  return { page, panel, list, box: page.locator(composer), close: () => Promise.all([panel.close(), page.close()]) };
}
const notice = (panel, kind) => panel.locator(`#notice[data-kind="${kind}"]`).waitFor();
const editor = (kind, more = '') => start(`/pages/editors.html?kind=${kind}${more}`, '在吗，有事请教');
const text = (page) => page.evaluate(() => window.model().replace(/\u00a0/g, ' ').trim());

for (const kind of ['textarea', 'editable', 'shadow', 'prosemirror']) {
  test(`${kind}: typed, narrowed, picked; the trigger is replaced in one step, which undo takes back; Enter sends nothing`, async () => {
    const { page, panel, list, close } = await editor(kind);
    await page.keyboard.type('您好 /');
    const all = await list.until((now) => now?.entries.length === 3, 'the suggestions');
    assert.ok(all.seen && all.box.width > 300, JSON.stringify(all.box));
    await page.keyboard.type('㐀');
    const { entries, style } = await list.shows('㐀一', '㐀二', '三㐀');
    assert.deepEqual(entries.map(({ chosen, marked, note }) => [chosen, marked, note]), [
      [true, ['㐀'], ''], [false, ['㐀'], ''], [false, ['㐀'], '1 处待填 → 面板'],
    ]);
    assert.deepEqual(style, { fontSize: '13px', letterSpacing: 'normal', textTransform: 'none', lineHeight: '19.5px', direction: 'ltr' });
    await page.evaluate(() => window.keys.splice(0));
    await page.keyboard.press('ArrowDown');
    await list.until(({ entries: [, second] }) => second.chosen);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await list.until(({ entries: [, , third] }) => third.chosen);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await notice(panel, 'inserted');
    assert.equal(await text(page), '您好 第一条话术，今天发出。');
    assert.deepEqual(await page.evaluate(() => [window.sent, window.keys]), [[], []], 'the page heard of no key');
    assert.equal(await list.now(), null);
    await page.keyboard.press('Control+z');
    assert.equal(await text(page), '您好 /㐀');
    await page.keyboard.press('Enter');
    assert.deepEqual(await page.evaluate(() => window.sent.length), 1, 'with no list, Enter is the page’s');
    await close();
  });

  test(`${kind}: Tab picks, also in the middle of a draft and over two lines`, async () => {
    const { page, panel, list, close } = await editor(kind);
    await page.keyboard.type('前 后');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('/㐀二');
    await list.shows('㐀二');
    await page.keyboard.press('Tab');
    await notice(panel, 'inserted');
    assert.equal((await text(page)).replace(/\n+/g, '\n'), '前 第二条：\n分两行写。后');
    await close();
  });

  test(`${kind}: a click picks once the list has been seen, and the focus stays`, async () => {
    const { page, panel, list, close } = await editor(kind);
    await page.keyboard.type('/㐀');
    const { entries: [, { box }] } = await list.shows('㐀一', '㐀二', '三㐀');
    await clickUntil(page, box, list);
    await notice(panel, 'inserted');
    assert.equal((await text(page)).replace(/\n+/g, '\n'), '第二条：\n分两行写。');
    assert.ok(await page.evaluate(() => !document.body.matches(':focus')));
    await close();
  });

  test(`${kind}: the list stands at the trigger, above or below, and inside the window`, async () => {
    for (const dir of ['ltr', 'rtl']) {
      const { page, list, close } = await editor(kind, `&dir=${dir}`);
      const { box } = await (async () => {
        await page.keyboard.type('一二三 /㐀');
        return list.shows('㐀一', '㐀二', '三㐀');
      })();
      const field = await page.locator('#composer').boundingBox();
      const { width, height } = page.viewportSize();
      assert.ok(box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height, JSON.stringify(box));
      const letter = await page.evaluate(() => window.leftOf('一二三 '));
      if (dir === 'ltr') assert.ok(Math.abs(box.left - letter) < 2, `${box.left} for ${letter}`);
      assert.ok(Math.abs(box.bottom - field.y) < 24, `${box.bottom} above ${field.y}`);
      await close();
    }
  });
}

// The browser takes a moment to be sure that nothing covers the list; until then a click on it does nothing.
async function clickUntil(page, { left, top, width, height }, list) {
  const end = Date.now() + 5000;
  do await page.mouse.click(left + width / 2, top + height / 2); while (await list.now() && Date.now() < end);
}

for (const kind of ['eats', 'joins']) {
  test(`case 8: an editor that ${kind} what it should replace has its draft back, over two lines too`, async () => {
    for (const query of ['㐀一', '㐀二']) {
      const { page, panel, list, close } = await editor(kind);
      await page.keyboard.type(`您好 /${query}`);
      await list.shows(query);
      await page.keyboard.press('Enter');
      await notice(panel, 'not_noticed');
      assert.equal(await text(page), `您好 /${query}`);
      await close();
    }
  });
}

test('in a modal dialog, where all else is inert, the list can be clicked', async () => {
  const { page, panel, list, close } = await editor('dialog');
  await page.keyboard.type('/㐀');
  const { entries: [{ box }] } = await list.shows('㐀一', '㐀二', '三㐀');
  await clickUntil(page, box, list);
  await notice(panel, 'inserted');
  assert.equal(await text(page), '第一条话术，今天发出。');
  await close();
});

test('a page that puts another input box in the place of this one, or takes it away, ends the list', async () => {
  for (const change of ['replaceWith', 'remove']) {
    const { page, list, close } = await editor('textarea');
    await page.keyboard.type('/㐀');
    await list.shows('㐀一', '㐀二', '三㐀');
    await page.evaluate((how) => {
      const box = document.getElementById('composer');
      if (how === 'remove') box.remove();
      else box.replaceWith(box.cloneNode());
    }, change);
    await list.gone();
    await close();
  }
});

test('in a long draft that scrolls, the list stands at the trigger’s line; the page’s own scrolling moves it along', async () => {
  const { page, list, close } = await editor('textarea');
  await page.keyboard.insertText('好'.repeat(400));
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('一 /㐀');
  const { box } = await list.shows('㐀一', '㐀二', '三㐀');
  const field = await page.locator('#composer').boundingBox();
  const letter = await page.evaluate(() => window.leftOf('一 '));
  assert.ok(Math.abs(box.left - letter) < 2, `${box.left} for ${letter}`);
  assert.ok(box.bottom > field.y && box.bottom < field.y + field.height, `the last line's top, ${box.bottom} in ${field.y}+${field.height}`);
  await page.evaluate(() => { document.querySelector('main').style.marginTop = '-40px'; dispatchEvent(new Event('resize')); });
  await list.until((now) => Math.abs(now.box.bottom - (box.bottom - 40)) < 2);
  await close();
});
