// Chat pages that nobody here wrote: Alibaba's React kit, and pages that follow WAI-ARIA and nothing else.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after } from 'node:test';
import { build } from 'esbuild';
import { chooseIn, composerText, heard, open, readySuggestion, ROOT, testsOf } from '../../xtask/drive/browser.mjs';
import { pagePort } from '../../xtask/drive/page_port.mjs';

// The kit's style sheet asks its maker's server for fonts; a test asks nobody.
const offline = {
  name: 'offline',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^https?:/ }, ({ path }) => ({ path, namespace: 'offline' }));
    onLoad({ filter: /./, namespace: 'offline' }, () => ({ contents: '', loader: 'dataurl' }));
  },
};
await build({
  entryPoints: [join(ROOT, 'tests/e2e/pages/chatui.jsx')], outfile: join(ROOT, 'target/e2e/chatui.js'),
  // The kit's «browser» build is a UMD file without a default export.
  bundle: true, format: 'iife', mainFields: ['module', 'main'], plugins: [offline], define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error',
});
const session = await open({ folders: { '/': 'tests/e2e/pages', '/built/': 'target/e2e' } });
after(() => session.close());
const test = testsOf(session);

const COMPOSER = 'textarea.Composer-input';

test('a ChatUI page is read with its buyer, its product card and its price in fen', async () => {
  const page = await session.page('/chatui.html');
  const port = await pagePort(session, page);
  const { adapter, id, buyer, composer, messages } = await port.next('conversation');
  assert.deepEqual({ adapter, id, buyer, composer }, { adapter: 'chatui', id: '小满', buyer: '小满', composer: 'ready' });
  const said = messages.map(({ sender, text, card }) => [sender, text, card]);
  assert.deepEqual(said, [
    ['system', '买家从商品页进入', undefined], ['buyer', '', { kind: 'product', title: '亚麻衬衫', price: 13950 }],
    ['seller', '在的亲', undefined], ['buyer', '这件什么时候发货呀', undefined],
  ]);
  await port.close();
  await page.close();
});

test('a reply goes into ChatUI’s state, not only into its box: its own button sends exactly that text', async () => {
  const page = await session.page('/chatui.html');
  const panel = await session.panel(page);
  await heard(panel, '这件什么时候发货呀');
  const { text } = await chooseIn(page, panel, COMPOSER);
  // Pressed by the test in the agent's place; React shows it only when its own state has text.
  await page.locator('.Composer-sendBtn').click();
  assert.deepEqual(await page.evaluate(() => window.sent), [text]);
  await page.locator('.Message.right', { hasText: text }).waitFor();
  await page.evaluate(() => window.say('m9', '好的，谢谢'));
  await heard(panel, '好的，谢谢');
  const next = await readySuggestion(panel);
  await panel.locator(`[data-action="choose"][data-slot="${next.slot}"]`).click();
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  assert.equal(await composerText(page, COMPOSER), next.text);
  await panel.close();
  await page.close();
});

test('an editable element of a page that only follows WAI-ARIA is found and written to', async () => {
  const page = await session.page('/aria.html');
  const panel = await session.panel(page);
  await heard(panel, 'When will my order be shipped?');
  assert.equal((await panel.locator('.buyer').innerText()).trim(), 'Nora');
  const { text } = await chooseIn(page, panel);
  assert.equal(await composerText(page), text);
  await panel.close();
  await page.close();
});

test('a text area of a page that only follows WAI-ARIA is found and written to', async () => {
  const page = await session.page('/strict.html');
  const panel = await session.panel(page);
  await heard(panel, '今天能发货吗');
  assert.equal((await panel.locator('.buyer').innerText()).trim(), '阿宁');
  const { text } = await chooseIn(page, panel);
  assert.equal(await composerText(page), text);
});
