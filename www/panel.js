// Starts the panel. What it shows and does is decided in the wasm.
import init, { start } from './qinyu.js';
import * as pictures from './pictures.js';
import rules from './rules.js';
import * as second from './second.js';
import * as shop from './shop.js';

// What the panel calls when it needs the second module, which is loaded then.
globalThis.Second = second;
// Where pictures of phrases are kept; none is read before it is on the screen.
globalThis.Pictures = pictures;
// What lines mean, which is read when the first suggestions stand.
globalThis.Meanings = { load: async () => (await fetch('meanings.bin')).arrayBuffer() };
// What is kept of the shop, and the worker that reads its files.
globalThis.Shop = shop;

// A panic leaves the module unusable: the agent is told, and a click starts a fresh one.
function broken() {
  document.getElementById('panel').hidden = true;
  document.getElementById('broken').hidden = false;
}

document.getElementById('again').addEventListener('click', () => location.reload());
const panicked = (error) => error instanceof WebAssembly.RuntimeError;
addEventListener('error', (event) => { if (panicked(event.error)) broken(); });
addEventListener('unhandledrejection', (event) => { if (panicked(event.reason)) broken(); });

try {
  await init({ module_or_path: globalThis.early.module });
  await start(globalThis.early.kept, rules);
} catch (error) {
  broken();
  throw error;
}
