// Times mining as wasm in a worker, a fresh one for each share of the lines, for wasm memory never shrinks. Writes what
// it measured as JSON to the file that is named.

import { writeFileSync } from 'node:fs';
import { open } from '../browser.mjs';

const PARTS = [1, 3, 10];

const session = await open({ extension: null, folders: { '/': 'target/bench' } });
const page = await session.page('/page.html');
page.setDefaultTimeout(0);
const growth = [];
for (const parts of PARTS) {
  growth.push(await page.evaluate((share) => new Promise((done, failed) => {
    const worker = new Worker('worker.js', { type: 'module' });
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if (data.error) failed(new Error(data.error));
      else done(data);
    };
    worker.onerror = ({ message }) => failed(new Error(message || 'the worker did not start'));
    worker.postMessage({ parts: share });
  }), parts));
}
const chromium = session.context.browser()?.version() ?? null;
await session.close();
const whole = growth.at(-1);
writeFileSync(process.argv[2], JSON.stringify({ chromium, growth, seconds: whole.seconds, memory_mb: whole.memory_mb, sum: whole.sum }));
