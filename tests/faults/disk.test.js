// Case 24: the disk is full. The edit stays on the screen as not saved, what was saved before stays as it was, and the
// edit is saved by itself when there is room. On a small file system of its own, which only root may mount.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { field, figures, folder, noticeIn, pack, packsIn, start, verified } from './keeper.mjs';

const DISK = folder();
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=220m', 'tmpfs', DISK]);
after(() => execFileSync('umount', ['--lazy', DISK]));
const profile = join(DISK, 'profile');
const filler = join(DISK, 'filler');

// Writes until nothing more fits, in ever smaller pieces.
function fill() {
  const file = openSync(filler, 'a');
  for (const size of [1 << 20, 1 << 12, 1]) {
    const piece = Buffer.alloc(size);
    try {
      for (;;) writeSync(file, piece);
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
}

// More than LevelDB has set aside in the files that it holds open.
const LARGE = pack('large', '大', '好的', 20_000);

test('case 24: a full disk keeps the old, says so, and saves when there is room', { timeout: 120_000 }, async () => {
  mkdirSync(profile);
  const { session, panel } = await start(profile);
  await panel.evaluate(() => { window.set('courier', '顺丰'); return window.saved(); });
  await verified(panel);
  fill();
  await panel.evaluate((large) => window.add('大', large), LARGE);
  await panel.locator('#notice[data-kind="not_saved"]').waitFor();
  assert.ok((await packsIn(panel)).includes('大'), 'the edit left the screen');
  assert.equal(await panel.locator('#notice [data-action="export"]').count(), 1, 'nothing can be exported');
  assert.equal(await panel.locator('html[data-saving]').count(), 1, 'it was called saved');
  const [download] = await Promise.all([panel.waitForEvent('download'), panel.locator('#notice [data-action="export"]').click()]);
  assert.match(download.suggestedFilename(), /json$/);
  rmSync(filler);
  await panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
  assert.notEqual((await noticeIn(panel)).kind, 'not_saved');
  await session.close();
  const again = await start(profile);
  // At once, before the second copy is looked at.
  assert.deepEqual([await field(again.panel, 'courier'), await packsIn(again.panel)], ['顺丰', ['大']]);
  await verified(again.panel);
  assert.equal((await noticeIn(again.panel)).kind, '', 'something had to be mended');
  figures({ full_disk: 'kept, told, saved afterwards' });
  await again.session.close();
});

test('case 24: killed while the disk is full, what was saved before is there', { timeout: 120_000 }, async () => {
  const { session, panel } = await start(profile);
  await panel.evaluate(() => { window.set('courier', '中通'); return window.saved(); });
  fill();
  await panel.evaluate((large) => window.add('更大', large), LARGE.replace('"id":"large"', '"id":"larger"').replace('"title":"大"', '"title":"更大"'));
  await panel.locator('#notice[data-kind="not_saved"]').waitFor();
  const { now } = await session.kill();
  await now();
  rmSync(filler);
  const again = await start(profile);
  assert.deepEqual([await field(again.panel, 'courier'), await packsIn(again.panel)], ['中通', ['大']]);
  await again.session.close();
});
