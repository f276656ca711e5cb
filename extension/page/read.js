'use strict';

// Reads the open conversation from the DOM. The DOM is untrusted data: it is copied into plain
// strings and integers here, and nothing of the page is called.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  const MAX_ROWS = 200;
  const MAX_TEXT = 4000;
  const MAX_NAME = 200;
  // A page with more shadow roots than this is not a chat; the walk must stay far below one frame.
  const MAX_ROOTS = 200;
  const ROW_ID_ATTRIBUTES = ['data-id', 'data-message-id', 'data-row-id', 'data-msg-id', 'id'];
  const BLOCK = /^(?:P|DIV|LI|UL|OL|PRE|BLOCKQUOTE|SECTION|H[1-6])$/;

  // Kept over a second injection: ids already told to the panel must stay valid.
  qinyu.rowNumbers ??= new WeakMap();
  qinyu.nextRow ??= 1;

  const squeeze = (text) => text.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME);
  const upwards = (node) => node.parentElement ?? node.getRootNode().host ?? null;

  qinyu.roots = () => {
    const roots = [document];
    // The array grows while it is walked: roots inside roots.
    for (const root of roots) {
      const hosts = [...root.querySelectorAll('*')].filter((element) => element.shadowRoot);
      roots.push(...hosts.slice(0, MAX_ROOTS - roots.length).map((host) => host.shadowRoot));
    }
    return roots;
  };

  const all = (roots, selectors) => roots.flatMap((root) => [...root.querySelectorAll(selectors.join(','))]);
  const contains = (ancestor, node) => {
    for (let at = node; at; at = upwards(at)) if (at === ancestor) return true;
    return false;
  };

  // The nearest match around the log, so that a heading of another pane is not taken.
  const near = (log, selector) => {
    for (let at = upwards(log); at; at = upwards(at)) {
      const found = at.querySelector(selector);
      if (found && !contains(log, found)) return found;
    }
    return null;
  };

  const visible = (element) => {
    const box = element.getBoundingClientRect();
    return box.height > 0 && box.width > 0 && !element.closest('[aria-hidden="true"], [inert]')
      && getComputedStyle(element).visibility === 'visible';
  };
  const readOnly = (element) => element.disabled || element.readOnly
    || element.getAttribute('aria-readonly') === 'true' || element.getAttribute('aria-disabled') === 'true';

  function findComposer(roots, description, log) {
    const candidates = all(roots, description.composer).filter((element) =>
      // Only the editing host: frameworks nest editable elements inside it.
      (element.matches('textarea') || !element.parentElement?.isContentEditable)
      && !contains(log, element) && visible(element));
    const region = log.closest('main, [role="main"], [role="dialog"]');
    for (let at = upwards(log); at && candidates.length; at = upwards(at)) {
      const inside = candidates.filter((element) => contains(at, element));
      if (inside.length) return inside.find((element) => !readOnly(element)) ?? inside[0];
      if (at === region) break;
    }
    return null;
  }

  function findRows(description, log) {
    for (const selector of description.row) {
      // Outermost only: a quoted message inside a message is part of it.
      const rows = [...log.querySelectorAll(selector)].filter((row) => {
        const outer = row.parentElement?.closest(selector);
        return !outer || outer === log || !log.contains(outer);
      });
      if (rows.length) return rows;
    }
    let list = log;
    // One wrapper around many children is the list itself, not one long message.
    while (list.children.length === 1 && list.children[0].children.length > 2) [list] = list.children;
    return description.children ? [...list.children] : [];
  }

  // Not innerText: that would lay the page out once per row.
  function textOf(element, skip) {
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
  }

  const within = (row, selector) => (row.matches(selector) ? row : row.querySelector(selector));
  function byWords(row, words) {
    const label = within(row, '[aria-label]')?.getAttribute('aria-label').trim().toLowerCase();
    if (!label || !words) return null;
    const starts = (word) => label.startsWith(word)
      // «you» must not match «youth»; Chinese has no such border.
      && !(/^[a-z]/.test(word) && /[a-z]/.test(label.charAt(word.length)));
    return Object.keys(words).find((sender) => words[sender].some(starts)) ?? null;
  }

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
    // Within 3 % of the middle it stands centred, as notices do.
    return !(Math.abs(off) >= box.width * 0.03) ? 'system' : (off < 0 ? 'buyer' : 'seller');
  }

  function senderOf(row, description) {
    const marked = Object.entries(description.sender).find(([, selectors]) => selectors.some((selector) => within(row, selector)));
    return marked?.[0] ?? byWords(row, description.words) ?? (description.alignment ? byAlignment(row) : 'system');
  }

  // Yuan to integer fen by digits: 0.1 + 0.2 has no place in money. «1.2万» and a third decimal are not guessed at.
  qinyu.fen = (text) => {
    const found = text?.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1').match(/(\d{1,12})(?:\.(\d+))?\s*(万?)/);
    if (!found || found[3] || (found[2]?.length ?? 0) > 2) return undefined;
    return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  };

  function cardOf(row, description) {
    const card = description.cards.find(({ selector }) => within(row, selector));
    if (!card) return undefined;
    const element = within(row, card.selector);
    const field = (from = '') => {
      const raw = from.startsWith('@') ? element.getAttribute(from.slice(1)) : from && element.querySelector(from)?.textContent;
      return raw ? squeeze(raw) : undefined;
    };
    const { kind } = card;
    if (kind === 'product') return { kind, title: field(card.title) ?? '', price: qinyu.fen(field(card.price)) };
    if (kind === 'order') return { kind, number: field(card.number) ?? '', state: field(card.state), amount: qinyu.fen(field(card.amount)) };
    return { kind };
  }

  function fnv(text) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash >>> 0).toString(36);
  }

  function rowId(row, sender, text) {
    const own = ROW_ID_ATTRIBUTES.map((attribute) => row.getAttribute(attribute)).find(Boolean);
    if (own) return own.slice(0, MAX_NAME);
    if (!qinyu.rowNumbers.has(row)) qinyu.rowNumbers.set(row, qinyu.nextRow++);
    // A virtualised list shows another message in the same element; the hash tells them apart.
    return `r${qinyu.rowNumbers.get(row)}-${fnv(`${sender}\n${text}`)}`;
  }

  function conversationId(log, description) {
    const parts = [];
    for (const rule of description.conversation) {
      if (rule.closest) {
        const value = log.closest(rule.closest)?.getAttribute(rule.attribute);
        if (value) return squeeze(value);
      } else if (rule.label) {
        const named = (log.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((id) => id && log.getRootNode().getElementById(id)?.textContent);
        parts.push(log.getAttribute('aria-label') ?? named.filter(Boolean).join(' '));
      } else parts.push(near(log, rule.near)?.textContent ?? '');
    }
    return parts.map(squeeze).filter(Boolean).join(' / ');
  }

  const hasDraft = (composer) => !!composer && (composer.value ?? composer.innerText).trim() !== '';

  function readWith(description, roots, log, composer) {
    const rows = findRows(description, log);
    const skip = description.skip.join(',');
    let shortened = rows.length > MAX_ROWS;
    const messages = rows.slice(-MAX_ROWS).map((row) => {
      const parts = description.text.map((selector) => [...row.querySelectorAll(selector)]).find((found) => found.length) ?? [row];
      const full = parts.map((part) => textOf(part, skip)).filter(Boolean).join('\n');
      const text = full.slice(0, MAX_TEXT);
      shortened ||= text.length < full.length;
      const sender = senderOf(row, description);
      return { row: rowId(row, sender, text), sender, text, card: cardOf(row, description) };
    });
    const buyer = description.buyer.map((selector) => near(log, selector)).find(Boolean);
    const event = {
      type: 'conversation', adapter: description.name, id: conversationId(log, description),
      buyer: squeeze(buyer?.getAttribute('data-buyer') || buyer?.textContent || ''),
      composer: composer ? (readOnly(composer) ? 'read_only' : 'ready') : 'missing',
      draft: hasDraft(composer), shortened, messages,
    };
    return { composer, event };
  }

  // What stands in the page now: { composer, event }, or null where no chat is known.
  qinyu.read = (roots = qinyu.roots()) => {
    let second = null;
    for (const description of qinyu.adapters) {
      const log = description.match?.(location) === false ? null : all(roots, description.log).find(visible);
      if (log) {
        const composer = findComposer(roots, description, log);
        const reading = composer || !second ? readWith(description, roots, log, composer) : null;
        if (composer) return reading;
        // A log without a composer is a chat (closed, not loaded yet) only if somebody speaks in it.
        if (!second && reading.event.messages.some((message) => message.sender !== 'system')) second = reading;
      }
    }
    return second;
  };

  qinyu.lastRow = (event) => event.messages.at(-1)?.row ?? '';
})();
