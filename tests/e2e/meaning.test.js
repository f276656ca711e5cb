// The table of meanings: fetched from the extension behind the first suggestions; what it adds, and what is there without.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

// Shares two characters with the phrasing that it means.
const LINE = '多买几件给个实惠价呗';
const reasons = (panel) => panel.locator('article.suggestion').allTextContents();

test('a line in other words is answered, and the reason says what it means', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await panel.fill('#by-hand', LINE);
  await panel.locator('article.suggestion', { hasText: '意思近' }).first().waitFor();
  await panel.close();
  await page.close();
});

for (const [what, answer] of [
  ['can’t be fetched', 'Promise.reject(new Error("gone"))'],
  ['is damaged', 'Promise.resolve(new Response(new Uint8Array([...new TextEncoder().encode("qinyu-m1"), 1, 0, 0, 0, 7])))'],
]) {
  test(`a table that ${what} leaves suggestions by characters`, async () => {
    const page = await session.page('/');
    const panel = await session.panel(page, {
      prepare: (fresh) => fresh.addInitScript(`{
        const ask = fetch;
        globalThis.fetch = (address) => (address === 'meanings.bin' ? ${answer} : ask(address));
      }`),
    });
    await panel.fill('#by-hand', '什么时候发货');
    await panel.locator('article.suggestion').first().waitFor();
    assert.ok((await reasons(panel)).every((text) => !text.includes('意思近')));
    const told = session.complaints.splice(0);
    assert.ok(told.every((line) => line.includes('the table of meanings is damaged')), told.join('\n'));
    await panel.close();
    await page.close();
  });
}
