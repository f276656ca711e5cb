// The wrong buyer is impossible: 10,000 random interleavings of new messages, chat switches, slow history, clicks in the
// panel and keys, with the page side's own files in a real page. Its time is the test's, so that two seconds of waiting
// take none.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { open, testsOf } from '../../xtask/drive/browser.mjs';

const INTERLEAVINGS = Number(process.env.QINYU_INTERLEAVINGS ?? 10_000);
const PART = 250;

const session = await open({ extension: null, folders: { '/': 'tests/e2e/pages', '/page/': 'extension/page', '/sites/': 'src/rules/sites' } });
after(() => session.close());
const test = testsOf(session, { patience: 30 });

test('case 4: no text comes to stand in another conversation than it was made for', async (t) => {
  const page = await session.page('/interleavings.html');
  await page.bringToFront();
  const counts = {};
  for (let from = 0; from < INTERLEAVINGS; from += PART) {
    const part = await page.evaluate(([first, end]) => window.run(first, end), [from, Math.min(from + PART, INTERLEAVINGS)]);
    assert.deepEqual(part.wrong, [], `${part.wrongs} of ${PART} interleavings from ${from}`);
    for (const [outcome, count] of Object.entries(part.counts)) counts[outcome] = (counts[outcome] ?? 0) + count;
  }
  t.diagnostic(JSON.stringify(counts));
  // It would prove nothing if everything were refused.
  assert.ok(counts.done > INTERLEAVINGS, `${counts.done} insertions`);
  assert.ok(counts.conversation_changed > INTERLEAVINGS / 20, `${counts.conversation_changed} refusals`);
});
