'use strict';

// Reads what nobody described: the list of messages lies above the input box, a row is on the side of who wrote it. For
// pages without ARIA roles; what it finds is a guess that the panel names as one.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  const { contains, upwards } = qinyu.dom;
  // Where over the input box the list is looked for: tool bars and a quoted message may lie between.
  const ABOVE_PX = [24, 64, 120, 200, 320];
  // As share of the row's width. Closer to the middle it stands centred, as notices do.
  const CENTRED = 0.03;
  // Groups of rows (by day, by writer) inside groups.
  const GROUPS = 3;
  // Rows that are looked at for the other side's classes.
  const NEIGHBOURS = 50;
  const MEDIA = 'img, video, audio, canvas';
  // What a row's classes say of its writer, where a page has them for both sides.
  const OWN = /(?:^|[-_])(?:self|mine|own|me|outgoing|sent|seller|agent|staff)(?:[-_]|$)/i;
  const OTHERS = /(?:^|[-_])(?:other|others|incoming|received|buyer|customer|visitor)(?:[-_]|$)/i;

  const scrolls = (element) => /^(?:auto|scroll|overlay)$/.test(getComputedStyle(element).overflowY);

  // For each input box the list above it.
  qinyu.obviousLogs = (roots, screen) => {
    const boxes = qinyu.composers(roots, [screen.composer].flat());
    return [...new Set(boxes.map(listAbove).filter(Boolean))];
  };

  function listAbove(composer) {
    const box = composer.getBoundingClientRect();
    const root = composer.getRootNode();
    const found = [];
    for (const above of ABOVE_PX) {
      const hit = root.elementFromPoint(box.left + box.width / 2, box.top - above);
      // The largest element at that place that isn't around the composer too; in it, what scrolls is the list.
      let pane = hit && !contains(hit, composer) ? hit : null;
      for (let at = pane; at && !contains(at, composer); at = upwards(at)) {
        pane = at;
        if (scrolls(at)) return at;
      }
      if (pane) found.push(pane);
    }
    return found.find((pane) => qinyu.rowsOf(pane).length > 1) ?? null;
  }

  // The rows of a list: its children, or theirs where they are groups.
  qinyu.rowsOf = (log) => {
    // Scroll bars of the page's own making and end marks hold nothing.
    const filled = (element) => [...element.children].filter((child) => !child.matches('style, script, template')
      && (child.textContent.trim() !== '' || child.matches(MEDIA) || child.querySelector(MEDIA)));
    let rows = filled(log);
    // One wrapper around many children is the list itself, not one long message.
    while (rows.length === 1 && rows[0].children.length > 1) rows = filled(rows[0]);
    const open = (element, depth) => (depth > 0 && isGroup(element) ? filled(element).flatMap((child) => open(child, depth - 1)) : [element]);
    return rows.flatMap((child) => open(child, GROUPS));
  };

  // Three or more of a kind, one below the other.
  function isGroup(element) {
    const kinds = new Map();
    for (const { tagName, classList } of element.children) {
      const kind = `${tagName} ${classList[0] ?? ''}`;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    if (![...kinds.values()].some((count) => count > 2)) return false;
    const [first, second] = [...element.children].slice(-2).map((child) => child.getBoundingClientRect());
    return second.top >= first.bottom - 1 && !/^(?:UL|OL|P|PRE|SPAN)$/.test(element.tagName);
  }

  const hintOf = (row) => {
    const names = [row, ...row.children].flatMap((element) => [...element.classList]);
    const [own, others] = [names.some((name) => OWN.test(name)), names.some((name) => OTHERS.test(name))];
    return own === others ? null : (own ? 'seller' : 'buyer');
  };

  // By what its classes say, if its neighbours' say the other; else by the side on which it stands.
  qinyu.sideOf = (row) => {
    const hint = hintOf(row);
    if (hint && [...row.parentElement.children].slice(-NEIGHBOURS).some((other) => hintOf(other) === (hint === 'buyer' ? 'seller' : 'buyer'))) return hint;
    return byAlignment(row);
  };

  function byAlignment(row) {
    const box = row.getBoundingClientRect();
    const range = document.createRange();
    const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    let left = Infinity;
    let right = -Infinity;
    while (texts.nextNode()) {
      range.selectNodeContents(texts.currentNode);
      const part = range.getBoundingClientRect();
      if (part.width > 0) [left, right] = [Math.min(left, part.left), Math.max(right, part.right)];
    }
    const off = (left + right) / 2 - (box.left + box.right) / 2;
    return !(Math.abs(off) >= box.width * CENTRED) ? 'system' : (off < 0 ? 'buyer' : 'seller');
  }
})();
