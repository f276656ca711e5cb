// Input boxes that don't take what is inserted, or not as it is: the draft stays, and what was lost is told.

import assert from 'node:assert/strict';
import { heard, readySuggestion } from '../../xtask/drive/browser.mjs';
import { Desk, editor, LINES, start } from './kinds.mjs';

const { session, test } = await start(['plain', 'slate', 'wang']);

// What stands in the box after the insertion was answered in this way.
async function after(kind, draft, text, outcome, more = {}) {
  const desk = await Desk.open(session, editor('plain', kind));
  for (const round of [1, 2, 3]) {
    await desk.empty();
    await desk.type(draft);
    if (more.caret) await desk.page.keyboard.press('ArrowLeft');
    await desk.pause();
    assert.equal(await desk.insert(text, { replace: more.replace ?? '' }), outcome, `round ${round}`);
    await desk.says(more.stays ?? draft, `round ${round}`);
    if (more.then) await more.then(desk);
  }
  await desk.close();
}

test('case 8: a field that cuts off what is too long has its draft back, and its undo', () => after('short', 'draft', LINES, 'not_noticed', {
  then: async (desk) => {
    await desk.page.keyboard.type('s');
    await desk.says('drafts');
    await desk.page.keyboard.press('Control+z');
    await desk.page.keyboard.press('Control+z');
    await desk.page.waitForFunction(() => !window.model().includes('s'), null, { polling: 20 });
    assert.equal((await desk.model()).includes('您'), false, 'undo doesn’t bring back what was taken out');
  },
}));

test('case 8: an editor that keeps only the beginning of a paste has its draft back', async () => {
  await after('cuts', 'draft', '今天发出，明天到', 'not_noticed');
  await after('cuts', '前后', '今天发出，明天到', 'not_noticed', { caret: true });
  await after('cuts', '您好 /fh', '今天发出，明天到', 'not_noticed', { replace: '/fh' });
});

test('case 8: an editor that takes nothing keeps its draft', async () => {
  await after('deaf', 'draft', LINES, 'not_noticed');
  await after('deaf', '', LINES, 'not_noticed');
});

test('case 8: what an editor put beside the words that were to go is out of its model, too', async () => {
  for (const [file, box] of [['wang', '[contenteditable="true"]'], ['slate', '#composer']]) {
    const desk = await Desk.open(session, editor(file, file, { box }));
    await desk.empty();
    await desk.type('您好 /fh');
    await desk.pause();
    // The editor overhears what is selected until something is pasted.
    await desk.page.evaluate(() => {
      const overhear = (event) => event.stopImmediatePropagation();
      window.addEventListener('selectionchange', overhear, true);
      window.addEventListener('paste', () => window.removeEventListener('selectionchange', overhear, true), { capture: true, once: true });
    });
    assert.equal(await desk.insert('今天发出', { replace: '/fh' }), 'not_noticed', file);
    await desk.says('您好 /fh', file);
    await desk.close();
  }
});

test('case 8: where lines are joined, the text is in and the loss is told', async () => {
  await after('flat', 'draft', LINES, 'lines_joined', { stays: `draft${LINES.replace('\n', ' ')}` });
  await after('input', '', LINES, 'lines_joined', { stays: LINES.replace('\n', ' ') });
  await after('flat', '您好 /fh', LINES, 'lines_joined', { replace: '/fh', stays: `您好 ${LINES.replace('\n', ' ')}` });
});

test('a text of one line is never told as joined', () => after('flat', '', '今天发出', 'done', { stays: '今天发出' }));

test('case 8: the same words in the draft are not taken for the insertion', async () => {
  await after('deaf', LINES.replace('\n', ' '), LINES, 'not_noticed');
  await after('deaf', '今天发出', '今天发出', 'not_noticed');
});

test('case 8: what the page did not take lies on the clipboard after a click in the panel, and is pasted by hand', async () => {
  const page = await session.page('/pages/kinds.html?file=plain&kind=deaf');
  await page.waitForFunction(() => window.ready, null, { polling: 50 });
  const panel = await session.panel(page);
  await heard(panel, '在吗，有事请教');
  const { slot, text } = await readySuggestion(panel);
  await panel.locator(`[data-action="choose"][data-slot="${slot}"]`).click();
  await panel.locator('#notice[data-kind="not_noticed"]', { hasText: '已放进剪贴板' }).waitFor();
  assert.equal(await panel.locator('[data-action="copy_refused"]').count(), 0);
  assert.equal(await page.evaluate(() => window.model().trim()), '');
  await page.bringToFront();
  await page.evaluate(() => document.querySelector('main').append(Object.assign(document.createElement('textarea'), { id: 'other' })));
  await page.locator('#other').focus();
  await page.keyboard.press('Control+v');
  assert.equal(await page.locator('#other').inputValue(), text);
  await panel.close();
  await page.close();
});

test('case 8: where the browser refuses the clipboard, as it does to a panel without the focus, a button copies', async () => {
  const page = await session.page('/pages/kinds.html?file=plain&kind=deaf');
  await page.waitForFunction(() => window.ready, null, { polling: 50 });
  const panel = await session.panel(page);
  await panel.evaluate(() => {
    const { writeText } = Clipboard.prototype;
    Clipboard.prototype.writeText = () => {
      Clipboard.prototype.writeText = writeText;
      return Promise.reject(new DOMException('', 'NotAllowedError'));
    };
  });
  await heard(panel, '在吗，有事请教');
  const { slot } = await readySuggestion(panel);
  await page.bringToFront();
  await page.locator('#composer').focus();
  await page.keyboard.press(`Alt+Digit${slot}`);
  await panel.locator('#notice[data-kind="not_noticed"]', { hasNotText: '已放进剪贴板' }).waitFor();
  await panel.bringToFront();
  await panel.locator('[data-action="copy_refused"]').click();
  await panel.locator('#notice[data-kind="copied"]').waitFor();
  await panel.close();
  await page.close();
});

test('joined lines are told in the panel, and the reply counts as inserted', async () => {
  const page = await session.page('/pages/kinds.html?file=plain&kind=flat');
  await page.waitForFunction(() => window.ready, null, { polling: 50 });
  const panel = await session.panel(page);
  await heard(panel, '在吗，有事请教');
  const { slot } = await readySuggestion(panel);
  await panel.locator(`[data-action="edit"][data-slot="${slot}"]`).click();
  await panel.locator('#edit').fill(LINES);
  await panel.locator('[data-action="choose_edit"]').click();
  await panel.locator('#notice[data-kind="lines_joined"]').waitFor();
  assert.equal(await panel.locator('#edit').count(), 0, 'the edit is done');
  assert.equal(await page.evaluate(() => window.model()), LINES.replace('\n', ' '));
  await panel.close();
  await page.close();
});
