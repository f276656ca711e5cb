// The page side driven by hand: what the panel does over its port, without the panel. For tests of the protocol
// itself; everything that a user sees is tested through the panel.

import { PATIENCE_MS } from './browser.mjs';

export const PAGE_SIDE = ['adapters', 'read', 'caret', 'paste', 'insert', 'picture', 'pick_list', 'picker', 'main'].map((name) => `page/${name}.js`);

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
