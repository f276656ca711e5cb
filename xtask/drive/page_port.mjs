// The page side driven by hand: what the panel does over its port, without the panel. For tests of the protocol
// itself; everything that a user sees is tested through the panel.

import { PATIENCE_MS } from './browser.mjs';

export const PAGE_SIDE = ['page/adapters.js', 'page/read.js', 'page/insert.js', 'page/main.js'];

export async function pagePort(session, page) {
  const tab = await session.tabOf(page);
  const holder = await session.context.newPage();
  await holder.goto(`chrome-extension://${session.extensionId}/manifest.json`);
  await holder.evaluate(async ([tabId, files]) => {
    globalThis.heard = [];
    globalThis.wake = () => {};
    await chrome.scripting.executeScript({ target: { tabId }, files });
    globalThis.port = chrome.tabs.connect(tabId, { name: 'panel' });
    globalThis.port.onMessage.addListener((event) => {
      globalThis.heard.push(event);
      globalThis.wake();
    });
  }, [tab, PAGE_SIDE]);
  let read = 0;
  return {
    post: (command) => holder.evaluate((message) => globalThis.port.postMessage(message), command),
    // The next event of this type that was not given yet; those before it are passed over.
    async next(type) {
      const [at, event] = await holder.evaluate(([wanted, from, patience]) => new Promise((found, failed) => {
        const timer = setTimeout(() => failed(new Error(`no ${wanted} came; heard were ${JSON.stringify(globalThis.heard.slice(from))}`)), patience);
        globalThis.wake = () => {
          const place = globalThis.heard.findIndex((event, i) => i >= from && event.type === wanted);
          if (place < 0) return;
          clearTimeout(timer);
          found([place, globalThis.heard[place]]);
        };
        globalThis.wake();
      }), [type, read, PATIENCE_MS]);
      read = at + 1;
      return event;
    },
    close: () => holder.close(),
  };
}
