// In the worker: orders are loaded into a fresh module and mined. What fails is told, for nobody hears a promise that does.

import init, * as ours from './benches.js';

async function mined(parts) {
  const { memory } = await init();
  const bytes = new Uint8Array(await (await fetch('orders.bin')).arrayBuffer());
  const lines = ours.mine_load(bytes, parts);
  const start = performance.now();
  const sum = ours.mine_all();
  const seconds = (performance.now() - start) / 1000;
  return { lines, seconds, sum, memory_mb: memory.buffer.byteLength / 2 ** 20 };
}

self.onmessage = async ({ data: { parts } }) => {
  self.postMessage(await mined(parts).catch((error) => ({ error: String(error) })));
};
