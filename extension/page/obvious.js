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
    return found.find((pane) => qinyu.rowsOf(pane, 2).length > 1) ?? null;
  }

  // Children that hold something, the last one first unless the list is turned round. Scroll bars of the page's own making and
  // end marks hold nothing.
  function* filled(element, turned) {
    for (let at = turned ? element.firstElementChild : element.lastElementChild; at; at = turned ? at.nextElementSibling : at.previousElementSibling) {
      if (!at.matches('style, script, template') && (at.textContent.trim() !== '' || at.matches(MEDIA) || at.querySelector(MEDIA))) yield at;
    }
  }

  function* opened(element, depth, turned) {
    if (depth === 0 || !isGroup(element)) return void (yield element);
    for (const child of filled(element, turned)) yield* opened(child, depth - 1, turned);
  }

  // The rows of a list: its children, or theirs where they are groups. The newest, if there are more than `most`: looking at
  // each of thousands would take longer than all else.
  qinyu.rowsOf = (log, most = Infinity) => {
    const only = (element) => {
      const children = filled(element);
      const [first, second] = [children.next().value, children.next().value];
      return second ? null : first;
    };
    let list = log;
    // One wrapper around many children is the list itself, not one long message.
    for (let at = only(list); at?.children.length > 1; at = only(list)) list = at;
    const turned = qinyu.isTurned(list);
    const rows = [];
    for (const child of filled(list, turned)) {
      for (const row of opened(child, GROUPS, turned)) if (rows.length < most) rows.push(row);
      if (rows.length >= most) break;
    }
    return turned ? rows : rows.reverse();
  };

  // Three or more of a kind, one below the other.
  function isGroup(element) {
    const kinds = new Map();
    for (let at = element.firstElementChild; at && ![...kinds.values()].includes(3); at = at.nextElementSibling) {
      const kind = `${at.tagName} ${at.classList[0] ?? ''}`;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    if (![...kinds.values()].includes(3)) return false;
    const last = element.lastElementChild;
    const [first, second] = [last.previousElementSibling, last].map((child) => child.getBoundingClientRect());
    return second.top >= first.bottom - 1 && !/^(?:UL|OL|P|PRE|SPAN)$/.test(element.tagName);
  }

  const hintOf = qinyu.hintOf = (row) => {
    const names = [row, ...row.children].flatMap((element) => [...element.classList]);
    const [own, others] = [names.some((name) => OWN.test(name)), names.some((name) => OTHERS.test(name))];
    return own === others ? '' : (own ? 'seller' : 'buyer');
  };

  // Whose classes stand among the last of the row's neighbours.
  function hintsIn(list) {
    const hints = new Set();
    for (let at = list.lastElementChild, left = NEIGHBOURS; at && left > 0; [at, left] = [at.previousElementSibling, left - 1]) hints.add(hintOf(at));
    return hints;
  }

  // By what its classes say, if its neighbours' say the other; else by the side on which it stands. `lists` holds for one
  // reading what its lists' classes say, `hint` is what the row's say.
  qinyu.sideOf = (row, lists = new Map(), hint = hintOf(row)) => {
    if (hint && !lists.has(row.parentElement)) lists.set(row.parentElement, hintsIn(row.parentElement));
    return hint && lists.get(row.parentElement).has(hint === 'buyer' ? 'seller' : 'buyer') ? hint : byAlignment(row);
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
