// Case 25: an older version meets what a newer one wrote. It shows what it can, changes nothing, and gives it out.

import assert from 'node:assert/strict';
import test from 'node:test';
import { field, figures, folder, panelIn, start, verified } from './keeper.mjs';

test('case 25: a newer layout opens read-only, can be exported, and stays as it is', async () => {
  const profile = folder();
  const { session, panel } = await start(profile);
  await panel.evaluate(() => { window.set('courier', '顺丰'); return window.saved(); });
  await verified(panel);
  await panel.close();
  await session.keep({ schema: JSON.stringify({ schema: 3, generation: 9 }) });
  const stored = () => session.stored();
  const before = await stored();
  const older = await panelIn(session);
  await older.locator('#notice[data-kind="read_only"]').waitFor();
  assert.equal(await field(older, 'courier'), '顺丰');
  await older.evaluate(() => window.set('courier', '中通'));
  await older.locator('#notice[data-kind="read_only"]').waitFor();
  const [download] = await Promise.all([older.waitForEvent('download'), older.locator('#notice [data-action="export"]').click()]);
  assert.match(download.suggestedFilename(), /json$/);
  await older.close();
  assert.deepEqual(await stored(), before);
  await session.close();
  figures({ newer_layout: 'read-only' });
});
