// Case 21: the browser dies in the middle of saving, fifty times. What the panel had acknowledged is there at the next
// start, and of what was on its way both halves or neither.

import assert from 'node:assert/strict';
import test from 'node:test';
import { field, figures, folder, noticeIn, pack, packsIn, start } from './keeper.mjs';

const KILLS = 50;
// A field's text: long enough that a save is more than one page of the disk.
const LENGTH = 3_000;
// Phrases of the pack that comes in again and again, each time under another title.
const PHRASES = 2_000;

// Which save a field's text is of.
const numberIn = async (panel, fact) => Number((await field(panel, fact)).split('-')[0] || 0);

test('case 21: fifty kills during saving, no acknowledged save lost, none torn', { timeout: 900_000 }, async () => {
  const profile = folder();
  const begun = Date.now();
  let [saves, torn, lost, told, highest] = [0, 0, 0, 0, 0];
  for (let kill = 0; kill <= KILLS; kill += 1) {
    const { session, panel } = await start(profile);
    const [courier, address] = [await numberIn(panel, 'courier'), await numberIn(panel, 'return_address')];
    const packs = (await packsIn(panel)).map((title) => Number(title.split('-')[0]));
    if (courier !== address) torn += 1;
    if (courier < saves || Math.max(0, ...packs) < highest) lost += 1;
    // A start after a kill has nothing to tell: nothing is damaged.
    if ((await noticeIn(panel)).tone === 'bad') told += 1;
    if (kill === KILLS) {
      await session.close();
      break;
    }
    const { now } = await session.kill();
    const killed = new Promise((done, failed) => {
      // Whatever number of saves went through by then, at a moment within the next one.
      const last = saves + 3 + (kill * 7) % 11;
      panel.exposeFunction('acknowledged', (number, packed) => {
        saves = number;
        if (packed) highest = number;
        if (number === last) setTimeout(() => now().then(done), (kill * 13) % 29);
      }).then(() => panel.evaluate(async ({ from, length, template }) => {
        for (let number = from; ; number += 1) {
          const text = `${number}-`.padEnd(length, '字');
          // In one turn, and so in one commit.
          window.set('courier', text);
          window.set('return_address', text);
          const packed = number % 5 === 0;
          const count = String(number).padStart(4, '0');
          if (packed) await window.add(`${count}-`, template.replaceAll('COUNT', count));
          await window.saved();
          window.acknowledged(number, packed);
        }
      }, { from: courier + 1, length: LENGTH, template: pack('kill', 'COUNT-', '好的', PHRASES, 'COUNT') }))
        // The browser's end is the way out; anything else went wrong.
        .catch((error) => panel.isClosed() || failed(error));
    });
    await killed;
  }
  figures({ kills: KILLS, saves_acknowledged: saves, saves_lost: lost, saves_torn: torn, kill_seconds: Math.round((Date.now() - begun) / 1000) });
  assert.deepEqual({ lost, torn, told }, { lost: 0, torn: 0, told: 0 });
  assert.ok(saves > KILLS * 3, `${saves} saves`);
});
