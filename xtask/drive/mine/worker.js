// In the worker: orders are loaded into a fresh module and mined.

import init, * as ours from './benches.js';

self.onmessage = async ({ data: { parts } }) => {
  const { memory } = await init();
  const bytes = new Uint8Array(await (await fetch('orders.bin')).arrayBuffer());
  const lines = ours.mine_load(bytes, parts);
  const start = performance.now();
  const sum = ours.mine_all();
  const seconds = (performance.now() - start) / 1000;
  self.postMessage({ lines, seconds, sum, memory_mb: memory.buffer.byteLength / 2 ** 20 });
};
