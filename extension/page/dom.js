'use strict';

// Looks things up in a page's DOM: across shadow roots, near a list, as text. The DOM is untrusted data: it is copied
// into plain strings here, and nothing of the page is called. First of the page side's files; all others stand on it.
// No top-level const in these files: a second injection into the same world would be a syntax error.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  const MAX_TEXT = 4000;
  const MAX_NAME = 200;
  // A page with more shadow roots than this is not a chat; the walk must stay far below one frame.
  const MAX_ROOTS = 200;
  // Elements looked at in one turn: a millisecond or two. A larger page takes several.
  const SLICE = 4_000;
  // A place with more children is searched as a whole.
  const MANY = 64;
  const BLOCK = /^(?:P|DIV|LI|UL|OL|PRE|BLOCKQUOTE|SECTION|H[1-6])$/;

  // `ROOTS_MS`: roots that were found are good for this long, unless nothing is read by them.
  const dom = qinyu.dom = { MAX_TEXT, MAX_NAME, ROOTS_MS: 1000 };
  // So much longer on a large page, where walking takes as long as all else together, and there only if elements came.
  const LARGE_TIMES = 5;

  dom.squeeze = (text) => text.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME);
  dom.upwards = (node) => node.parentElement ?? node.getRootNode().host ?? null;

  let known = [document];
  let walked = -Infinity;
  let large = false;
  // Elements came since the last walk began, other than rows of the list that is read.
  let came = true;
  // A walk under way: the roots found so far, which of them is walked, its elements and the next of these, how many it saw.
  let walk = null;
  // The roots that are known; a walk that is due begins here. `anew`: all of them, however long that takes.
  dom.roots = (anew = false) => {
    if (anew) {
      walk = null;
      dom.seek(Infinity);
    }
    const all = known.length;
    known = known.filter((root) => root.host?.isConnected ?? true);
    const old = performance.now() - walked >= dom.ROOTS_MS * (large ? LARGE_TIMES : 1);
    if (!walk && (known.length < all || (old && (came || !large)))) dom.seek();
    return known;
  };
  dom.noticed = (records, log) => {
    came ||= records.some(({ addedNodes, target }) => addedNodes.length > 0 && !log?.contains(target));
  };
  dom.isSeeking = () => walk !== null;
  // The last walk took more than one turn.
  dom.isLarge = () => large;
  // Goes on with the walk, or begins one. Gives null while it isn't at its end, then whether there are new roots.
  dom.seek = (most = SLICE) => {
    if (!walk) came = false;
    walk ??= { roots: [document], at: 0, elements: null, next: 0, seen: 0 };
    let left = most;
    // The array grows while it is walked: roots inside roots.
    for (; walk.at < walk.roots.length; walk = { ...walk, at: walk.at + 1, elements: null, next: 0 }) {
      // Not spread: an element costs its wrapper, and only while it is looked at.
      walk.elements ??= walk.roots[walk.at].querySelectorAll('*');
      for (; walk.next < walk.elements.length; walk.next += 1) {
        if (left <= 0) return null;
        left -= 1;
        walk.seen += 1;
        const { shadowRoot } = walk.elements[walk.next];
        if (shadowRoot && walk.roots.length < MAX_ROOTS) walk.roots.push(shadowRoot);
      }
    }
    const fresh = walk.roots.some((root) => !known.includes(root));
    [known, large, walk, walked] = [walk.roots, walk.seen > SLICE, null, performance.now()];
    return fresh;
  };
  dom.forgetRoots = () => { [known, walk, walked, came] = [[document], null, -Infinity, true]; };

  dom.all = (roots, selectors) => (selectors.length ? roots.flatMap((root) => [...root.querySelectorAll(selectors.join(','))]) : []);
  dom.contains = (ancestor, node) => {
    for (let at = node; at; at = dom.upwards(at)) if (at === ancestor) return true;
    return false;
  };
  // The nearest match around the list, so that a heading of another pane is not taken.
  dom.near = (log, selector) => {
    for (let from = log, at = dom.upwards(log); at; [from, at] = [at, dom.upwards(at)]) {
      const found = around(at, from, log, selector);
      if (found) return found;
    }
    return null;
  };
  // The first match in `at`. There is none in `from`, which isn't searched again: rows are most of a large page.
  function around(at, from, log, selector) {
    if (at.childElementCount > MANY) return [...at.querySelectorAll(selector)].find((element) => !dom.contains(log, element));
    for (const child of at.children) {
      if (child === log) continue;
      const found = child !== from ? dom.within(child, selector) : (child.matches(selector) && child);
      if (found) return found;
    }
    return null;
  }
  // All matches in `at` but for what is below `from`, which was searched before.
  dom.besides = (at, from, selector) => {
    if (at.childElementCount > MANY) return [...at.querySelectorAll(selector)];
    return [...at.children].flatMap((child) => [...(child.matches(selector) ? [child] : []), ...(child === from ? [] : child.querySelectorAll(selector))]);
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
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
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
