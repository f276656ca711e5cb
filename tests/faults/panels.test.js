// Case 22: two panels are edited at once. Each is an edit of its own, so all of them stay; what one panel does shows in
// the other.

import assert from 'node:assert/strict';
import test from 'node:test';
import { field, figures, folder, noticeIn, pack, packsIn, panelIn, start } from './keeper.mjs';

const EDITS = 200;

test('case 22: two panels at once, 400 of 400 edits kept, and each shows the other’s', { timeout: 300_000 }, async () => {
  const profile = folder();
  const { session, panel } = await start(profile);
  const panels = [panel, await panelIn(session)];
  const begun = Date.now();
  await Promise.all(panels.map((each, number) => each.evaluate(async ({ edits, files }) => {
    for (let edit = 0; edit < edits; edit += 1) {
      await window.add(files[edit].title, files[edit].pack);
      await window.saved();
    }
  }, { edits: EDITS, files: Array.from({ length: EDITS }, (_, i) => ({ title: `${number}-${i}`, pack: pack(`${number}-${i}`) })) })));
  const seconds = (Date.now() - begun) / 1000;
  for (const each of panels) {
    await each.waitForFunction((count) => window.packs().length === count, 2 * EDITS);
    assert.equal((await noticeIn(each)).tone, 'good');
  }
  // Two fields set at the same time in two panels are both kept, and the other panel sees it.
  await Promise.all(panels.map((each, number) => each.evaluate((fact) => { window.set(fact, '都留下'); return window.saved(); }, ['courier', 'gift'][number])));
  for (const each of panels) {
    await each.waitForFunction(() => ['courier', 'gift'].every((fact) => document.getElementById(`shop-${fact}`).value === '都留下'));
  }
  await session.close();
  const again = await start(profile);
  const kept = new Set(await packsIn(again.panel)).size;
  assert.equal(await field(again.panel, 'courier') + await field(again.panel, 'gift'), '都留下都留下');
  await again.session.close();
  figures({ edits_in_two_panels: 2 * EDITS, edits_kept: kept, two_panels_seconds: Math.round(seconds) });
  assert.equal(kept, 2 * EDITS);
});
