// The page side driven by hand: what the panel does over its port, without the panel. For tests of the protocol
// itself; everything that a user sees is tested through the panel.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PATIENCE_MS, ROOT } from './browser.mjs';

export const PAGE_SIDE = ['dom', 'obvious', 'talk', 'read', 'caret', 'paste', 'insert', 'picture', 'pick_list', 'picker', 'teach', 'main'].map((name) => `page/${name}.js`);

const SITES = join(ROOT, 'src/rules/sites');
const shipped = readdirSync(SITES).sort().map((name) => JSON.parse(readFileSync(join(SITES, name), 'utf8')));
// As the panel sends them: those that read any site last.
export const ADAPTERS = [...shipped.filter(({ sites }) => sites), ...shipped.filter(({ sites }) => !sites)];

// `frame` is the place of a frame in the order in which the browser names them; 0 is the page itself.
export async function pagePort(session, page, { adapters = ADAPTERS, frame = 0 } = {}) {
  const tab = await session.tabOf(page);
  const holder = await session.context.newPage();
  await holder.goto(`chrome-extension://${session.extensionId}/manifest.json`);
  await holder.evaluate(async ([tabId, files, place, all]) => {
    globalThis.heard = [];
    globalThis.wake = () => {};
    const frames = await chrome.scripting.executeScript({ target: { tabId, allFrames: true }, files });
    globalThis.port = chrome.tabs.connect(tabId, { name: 'panel', frameId: frames[place].frameId });
    globalThis.port.onMessage.addListener((event) => {
      globalThis.heard.push(event);
      globalThis.wake();
    });
    globalThis.port.postMessage({ type: 'adapters', adapters: all });
  }, [tab, PAGE_SIDE, frame, adapters]);
  return {
    post: (command) => holder.evaluate((message) => globalThis.port.postMessage(message), command),
    // The first event of this type that was not given yet. Others are kept for later: which of two kinds comes first
    // is not promised.
    next: (type) => holder.evaluate(([wanted, patience]) => new Promise((found, failed) => {
      const timer = setTimeout(() => failed(new Error(`no ${wanted} came; there are ${JSON.stringify(globalThis.heard)}`)), patience);
      globalThis.wake = () => {
        const place = globalThis.heard.findIndex(({ type }) => type === wanted);
        if (place < 0) return;
        clearTimeout(timer);
        globalThis.wake = () => {};
        found(globalThis.heard.splice(place, 1)[0]);
      };
      globalThis.wake();
    }), [type, PATIENCE_MS]),
    close: () => holder.close(),
  };
}
