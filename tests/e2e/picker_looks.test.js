// The inline picker as it looks, and what a screen reader hears of it. Leaves a picture of each state in target/picker/ for
// eyes to judge.

import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { build } from 'esbuild';
import { composerText, heard, open, ROOT, testsOf } from '../../xtask/drive/browser.mjs';
import { PickerList } from '../../xtask/drive/picker_list.mjs';

const offline = {
  name: 'offline',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^https?:/ }, ({ path }) => ({ path, namespace: 'offline' }));
    onLoad({ filter: /./, namespace: 'offline' }, () => ({ contents: '', loader: 'dataurl' }));
  },
};
await build({
  entryPoints: [join(ROOT, 'tests/e2e/pages/chatui.jsx')], outfile: join(ROOT, 'target/e2e/chatui.js'),
  bundle: true, format: 'iife', mainFields: ['module', 'main'], plugins: [offline], define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error',
});
const FOLDER = join(ROOT, 'target/picker');
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });

const PHRASES = [
  { id: 'a', title: '今天发货', body: '今天16点前付款的，今天就发出，您放心拍。', queries: [] },
  { id: 'b', title: '刻字', body: '手链可以刻字的，{刻字内容}我记下了，{字体}您看对不对？', queries: [] },
  { id: 'c', title: 'مرحبا <b>', body: 'مرحبا، 今天发货 <img src=x onerror=alert(1)>', queries: [] },
];
const session = await open({ folders: { '/': 'www', '/pages/': 'tests/e2e/pages', '/built/': 'target/e2e' }, phrases: PHRASES, scale: 2 });
after(() => session.close());
const test = testsOf(session);

for (const scheme of ['light', 'dark']) {
  for (const [name, query] of [['all', ''], ['ship', '发货'], ['gap', '刻字'], ['none', '锟斤拷烫烫烫']]) {
    test(`it can be read: ${scheme}, ${name}`, async () => {
      const page = await session.page('/');
      await page.emulateMedia({ colorScheme: scheme });
      const panel = await session.panel(page);
      await heard(panel, '今天拍的话什么时候发货呀？');
      await page.bringToFront();
      await page.locator('#composer').focus();
      const list = await PickerList.of(session, page);
      await page.keyboard.type(`在的亲 /${query}`);
      const shown = await list.until((now) => now?.said && (query === '' || now.none || now.entries[0]?.marked.length), 'the list');
      await page.screenshot({ path: join(FOLDER, `${name}-${scheme}.png`), scale: 'css' });
      for (const { box } of shown.entries) assert.ok(box.height >= 24 && box.right <= shown.box.right, JSON.stringify(box));
      await panel.close();
      await page.close();
    });
  }
}

test('a screen reader hears how many there are, which one is chosen, and that a gap waits', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await heard(panel, '今天拍的话什么时候发货呀？');
  await page.bringToFront();
  await page.locator('#composer').focus();
  const list = await PickerList.of(session, page);
  await page.keyboard.type('/刻字');
  const { entries } = await list.until((now) => now?.entries[0]?.marked.length && now.said.includes(now.entries[0].title));
  const first = entries[0];
  assert.equal((await list.now()).said, `话术 ${entries.length} 条, ${first.title}, ${first.text}, ${first.note}, 1 / ${entries.length}`);
  assert.equal(first.note, '2 处待填 → 面板');
  const { nodes } = await list.debug.send('Accessibility.getFullAXTree');
  const roles = nodes.map(({ role, ignored }) => (ignored ? '' : role?.value));
  assert.equal(roles.filter((role) => role === 'listbox').length, 1);
  assert.equal(roles.filter((role) => role === 'option').length, entries.length);
  const option = nodes.find(({ role }) => role?.value === 'option');
  assert.deepEqual(option.properties.find(({ name }) => name === 'selected').value.value, true);
  assert.ok(nodes.some(({ role, properties }) => role?.value === 'status' && properties.some(({ name, value }) => name === 'live' && value.value === 'polite')));
  await panel.close();
  await page.close();
});

test('case 2: a phrase’s text is text, in its own direction', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await heard(panel, '今天拍的话什么时候发货呀？');
  await page.bringToFront();
  await page.locator('#composer').focus();
  const list = await PickerList.of(session, page);
  await page.keyboard.type('/مرحبا');
  const { entries: [{ title, text }] } = await list.until((now) => now?.entries.length === 1);
  assert.deepEqual([title, text], [PHRASES[2].title, PHRASES[2].body]);
  await page.screenshot({ path: join(FOLDER, 'arabic.png'), scale: 'css' });
  await panel.close();
  await page.close();
});

test('in ChatUI’s box it opens, and what is picked goes into the kit’s state: its own button sends exactly that', async () => {
  const page = await session.page('/pages/chatui.html');
  const panel = await session.panel(page);
  await heard(panel, '这件什么时候发货呀');
  await page.bringToFront();
  const composer = 'textarea.Composer-input';
  await page.locator(composer).click();
  const list = await PickerList.of(session, page);
  await page.keyboard.type('/今天发');
  await list.until((now) => now?.entries[0]?.title === '今天发货');
  await page.screenshot({ path: join(FOLDER, 'chatui.png'), scale: 'css' });
  await page.keyboard.press('Enter');
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  assert.deepEqual(await page.evaluate(() => window.sent), [], 'Enter sent nothing');
  assert.equal(await composerText(page, composer), PHRASES[0].body);
  await page.locator('.Composer-sendBtn').click();
  assert.deepEqual(await page.evaluate(() => window.sent), [PHRASES[0].body]);
  await panel.close();
  await page.close();
});
