// Reads a file of the shop, says what it would change, and keeps it when the agent says so; then learns from it. In slices,
// so that it can be stopped. Decides nothing: the second module reads and learns (exchange/src/shop_session.rs), shop.js
// keeps. Of a buyer nothing is kept but numbers; to the panel go the newest unpaid orders with their buyers' names.
import init, { ShopFiles } from './exchange.js';
import * as shop from './shop.js';

const PARTS = ['catalogue', 'orders', 'sizes', 'sets', 'promotions'];
// Between two looks at what was ordered meanwhile, and between two words of how far it is.
const SLICE_MS = 60;

const ready = init();
let session;
let kept;
let cancelled = false;
// Orders that wait while one is carried out.
let waiting = 0;

const tell = (at, about = {}) => postMessage(JSON.stringify({ at, ...about }));
const slice = () => new Promise((resolve) => { setTimeout(resolve); });

// The session over what is kept now; a fresh one where another panel has kept something since.
async function opened() {
  await ready;
  const now = await shop.load(session ? [] : PARTS);
  if (session && now.generation === kept.generation) return session;
  kept = session ? await shop.load(PARTS) : now;
  kept.key ??= shop.drawKey();
  session?.free();
  session = new ShopFiles(shop.keyBytes(kept.key));
  for (const [name, bytes] of Object.entries(kept.parts)) {
    if (!session.load(name, bytes)) kept.lost.push(name);
  }
  kept.parts = {};
  return session;
}

async function read({ file, mapping, encoding }) {
  tell('reading', { bytes: 0, of: file.size, rows: 0, problems: 0 });
  const open = await opened();
  open.begin(mapping, encoding);
  const reader = file.stream().getReader();
  let last = performance.now();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const refused = open.push(value);
    if (refused) return fail(refused, reader);
    for (let hungry = false; !hungry;) {
      const text = open.step();
      const progress = JSON.parse(text);
      if (progress.error) return fail(text, reader);
      hungry = progress.hungry;
      if (performance.now() - last < SLICE_MS) continue;
      tell('reading', { bytes: progress.bytes, of: file.size, rows: progress.rows, problems: progress.problems });
      await slice();
      if (cancelled) {
        await reader.cancel();
        return undefined;
      }
      last = performance.now();
    }
  }
  tell('planning');
  await slice();
  if (cancelled) return undefined;
  const plan = JSON.parse(open.finish());
  if (plan.error) return tell('failed', plan);
  return tell('plan', { plan, lost: kept.lost });
}

async function fail(text, reader) {
  await reader.cancel();
  session.cancel();
  tell('failed', JSON.parse(text));
}

// Keeps the parts that differ. Not kept, the session is dropped, for it is ahead of what is kept.
async function keep(names) {
  const parts = Object.fromEntries(names.map((name) => [name, session.part(name)]));
  try {
    if (names.length) kept.generation = await shop.commit(kept.key, kept.generation, parts);
    kept.lost = kept.lost.filter((name) => !names.includes(name));
    return true;
  } catch (error) {
    session.free();
    session = undefined;
    tell('failed', { error: { kind: error.message === 'changed' ? 'changed' : 'not_kept' } });
    return false;
  }
}

async function apply(absent) {
  const before = kept?.generation;
  const open = await opened();
  // Planned against what is no longer so.
  if (before !== kept.generation) return tell('failed', { error: { kind: 'changed' } });
  tell('keeping');
  await slice();
  if (!await keep(open.apply(absent))) return;
  tell('kept', { undo: true });
  await learn();
}

async function undo() {
  const before = kept?.generation;
  const open = await opened();
  // Another panel has kept something since, and this would take it back too.
  if (before !== kept.generation) return tell('failed', { error: { kind: 'changed' } });
  tell('keeping');
  await slice();
  if (!await keep(open.undo())) return;
  tell('kept', { undo: false });
  await learn();
}

// Learns from the parts that are kept now, unless that was done and can be read. What is ordered meanwhile goes first.
async function learn(isUnreadable) {
  const open = await opened();
  if (!(isUnreadable || (await shop.load([])).stale) || !open.learn_begin()) return tell('learnt');
  tell('learning', { done: 0, of: 1 });
  await slice();
  let last = performance.now();
  for (let text = open.learn_step(); text; text = open.learn_step()) {
    if (performance.now() - last < SLICE_MS) continue;
    tell('learning', JSON.parse(text));
    await slice();
    if (waiting) {
      open.learn_finish();
      return onmessage({ data: { order: 'learn', value: isUnreadable ? 'unreadable' : '' } });
    }
    last = performance.now();
  }
  try {
    kept.generation = await shop.commit(kept.key, kept.generation, { learnt: open.learn_finish() });
  } catch {
    // The next start learns anew.
  }
  tell('learnt');
}

function cancel() {
  session?.cancel();
  tell('cancelled');
}

const ORDERS = { read, apply: ({ value }) => apply(value), undo, learn: ({ value }) => learn(value === 'unreadable'), cancel };

// One after the other; a reading also looks now and then whether it was cancelled.
let last = Promise.resolve();
onmessage = ({ data }) => {
  if (data.order === 'cancel') cancelled = true;
  waiting += 1;
  last = last.then(async () => {
    waiting -= 1;
    if (data.order === 'read') cancelled = false;
    try {
      await ORDERS[data.order](data);
    } catch (error) {
      // A panic leaves the module unusable; a file that was moved or changed can't be read any more.
      const broken = error instanceof WebAssembly.RuntimeError;
      tell('failed', { error: { kind: broken ? 'broken' : 'unreadable_file' } });
      if (broken) close();
    }
  });
};
