'use strict';

// Looks things up in a page's DOM: across shadow roots, near a list, as text. The DOM is untrusted data: it is copied
// into plain strings here, and nothing of the page is called. First of the page side's files; all others stand on it.
// No top-level const in these files: a second injection into the same world would be a syntax error.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  const MAX_TEXT = 4000;
  const MAX_NAME = 200;
  // Of one piece of text no more is looked at: cleaning a megabyte costs 3 ms a row, each time that the page is read.
  const MAX_PIECE = 4 * MAX_TEXT;
  // A page with more shadow roots than this is not a chat; the walk must stay far below one frame.
  const MAX_ROOTS = 200;
  // Walking 50,000 elements takes 5 ms: what was found is good for this long, unless nothing is read by it.
  const ROOTS_MS = 1000;
  const BLOCK = /^(?:P|DIV|LI|UL|OL|PRE|BLOCKQUOTE|SECTION|H[1-6])$/;

  const dom = qinyu.dom = { MAX_TEXT, MAX_NAME };

  dom.squeeze = (text) => text.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME);
  dom.upwards = (node) => node.parentElement ?? node.getRootNode().host ?? null;

  let known = [document];
  let walked = -Infinity;
  dom.roots = (anew = false) => {
    if (!anew && performance.now() - walked < ROOTS_MS && known.every((root) => root.host?.isConnected ?? true)) return known;
    known = [document];
    // The array grows while it is walked: roots inside roots.
    for (const root of known) {
      const hosts = [...root.querySelectorAll('*')].filter((element) => element.shadowRoot);
      known.push(...hosts.slice(0, MAX_ROOTS - known.length).map((host) => host.shadowRoot));
    }
    walked = performance.now();
    return known;
  };

  dom.all = (roots, selectors) => (selectors.length ? roots.flatMap((root) => [...root.querySelectorAll(selectors.join(','))]) : []);
  dom.contains = (ancestor, node) => {
    for (let at = node; at; at = dom.upwards(at)) if (at === ancestor) return true;
    return false;
  };
  // The nearest match around the list, so that a heading of another pane is not taken.
  dom.near = (log, selector) => {
    for (let at = dom.upwards(log); at; at = dom.upwards(at)) {
      const found = [...at.querySelectorAll(selector)].find((element) => !dom.contains(log, element));
      if (found) return found;
    }
    return null;
  };
  // The element itself or the first below it.
  dom.within = (element, selector) => (element.matches(selector) ? element : element.querySelector(selector));

  // «@name» is an attribute of the element, «selector» the text of what is below it, «selector@name» an attribute of that.
  dom.field = (element, from) => {
    const [, selector, attribute] = /^(.*?)(?:@([\w-]+))?$/s.exec(from);
    const found = selector ? dom.within(element, selector) : element;
    const raw = attribute ? found?.getAttribute(attribute) : found?.textContent;
    return raw ? dom.squeeze(raw) || undefined : undefined;
  };

  dom.visible = (element) => {
    const box = element.getBoundingClientRect();
    return box.height > 0 && box.width > 0 && !element.closest('[aria-hidden="true"], [inert]')
      && getComputedStyle(element).visibility === 'visible';
  };
  dom.isField = (element) => element.matches('textarea, input');
  dom.readOnly = (element) => element.disabled || element.readOnly
    || element.getAttribute('aria-readonly') === 'true' || element.getAttribute('aria-disabled') === 'true';

  // Not innerText: that would lay the page out once per row.
  dom.text = (element, skip) => {
    let text = '';
    const walk = (node) => {
      if (text.length > MAX_TEXT) return;
      if (node.nodeType === Node.TEXT_NODE) text += node.data.slice(0, MAX_PIECE);
      else if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.tagName === 'BR') text += '\n';
        else if (node === element || !skip || !node.matches(skip)) {
          const block = node !== element && BLOCK.test(node.tagName);
          if (block && text && !text.endsWith('\n')) text += '\n';
          for (const child of node.childNodes) walk(child);
          if (block && !text.endsWith('\n')) text += '\n';
        }
      }
    };
    walk(element);
    // JavaScript counts U+FEFF as a space; it would part a word in two that shows as one.
    return text.replace(/[^\S\n\ufeff]+/g, ' ').replace(/ ?\n ?/g, '\n').replace(/\n{3,}/g, '\n\n').trim();
  };
})();
