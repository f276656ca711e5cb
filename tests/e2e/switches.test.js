// 200 switches between buyers in a chat built with a kit that nobody here wrote, while the agent clicks and presses keys
// without waiting for anything: no reply comes to stand in the box of a buyer who didn't ask for it.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { open, testsOf } from '../../xtask/drive/browser.mjs';
import { bundleChatui } from './kinds.mjs';

const SWITCHES = 200;
// What buyers ask, and what alone answers it.
const ASKED = [
  ['手链可以刻字吗', '手链能刻八个字以内，刻好不退换'], ['茶杯能用洗碗机洗吗', '茶杯可以进洗碗机，金边款请手洗'],
  ['帐篷多重背得动吗', '帐篷两公斤多一点，一个人背没问题'], ['吉他配不配琴包', '吉他都带琴包和变调夹'],
];

await bundleChatui();
const phrases = ASKED.map(([title, body], i) => ({ id: `asked-${i}`, group: '测试', title, body, queries: [title] }));
const session = await open({ folders: { '/': 'tests/e2e/pages', '/built/': 'target/e2e' }, phrases });
after(() => session.close());
const test = testsOf(session, { patience: 30 });

// Numbers that are the same in every run.
let seed = 20261129;
const below = (count) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 4294967296) * count);
};

test(`${SWITCHES} switches, and no reply for another buyer`, async (t) => {
  const page = await session.page('/chatui.html');
  const panel = await session.panel(page);
  const answerOf = (buyer) => ASKED[Number(buyer.slice(2)) % ASKED.length][1];
  let pressed = 0;
  for (let i = 0; i < SWITCHES; i += 1) {
    // Never the same question twice in a row.
    const buyer = `买家${i}`;
    const [line] = ASKED[i % ASKED.length];
    const rows = [{ _id: `b${i}`, type: 'text', position: 'left', content: { text: line } }];
    await page.evaluate(([name, list, wait]) => window.switchTo(name, list, wait), [buyer, rows, [0, 30, 150, 500][below(4)]]);
    for (let deed = below(4); deed >= 0; deed -= 1) {
      await page.evaluate((wait) => new Promise((next) => setTimeout(next, wait)), [0, 20, 90, 250][below(4)]);
      if (below(2)) await panel.evaluate(() => document.querySelector('article.suggestion [data-action="choose"]')?.click());
      else await page.keyboard.press('Alt+Digit1');
      pressed += 1;
    }
    if (below(3) === 0) await page.locator('textarea.Composer-input').fill('');
  }
  await page.evaluate(() => new Promise((next) => setTimeout(next, 800)));
  const typed = await page.evaluate(() => window.typed);
  const times = (text, answer) => text.split(answer).length - 1;
  // What the box held before is the page's to carry along; what came newly is ours.
  const wrong = typed.filter(({ buyer, text }, i) => {
    const came = ASKED.map(([, answer]) => answer).filter((answer) => times(text, answer) > times(typed[i - 1]?.text ?? '', answer));
    return buyer !== '小满' && came.some((answer) => answer !== answerOf(buyer));
  });
  assert.deepEqual(wrong, []);
  const inserted = typed.filter(({ text }, i) => text.length > (typed[i - 1]?.text ?? '').length).length;
  t.diagnostic(`${pressed} clicks and keys, ${inserted} insertions`);
  assert.ok(inserted > SWITCHES / 8, `${inserted} insertions of ${pressed}: most were refused, which proves nothing`);
  assert.deepEqual(await page.evaluate(() => window.sent), []);
});
