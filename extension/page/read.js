'use strict';

// Reads the open conversation by adapters: descriptions of sites as data (src/rules/sites, and what the agent taught), which
// the panel sends when it attaches. docs/adapters.md says what each field means; nothing here knows a site.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  const { MAX_NAME, MAX_TEXT, all, besides, contains, field, isField, near, readOnly, squeeze, text: textOf, upwards, visible, within } = qinyu.dom;
  const MAX_ROWS = 200;
  // Several chats side by side; beyond that it is a wall of them, and the first ones are as good as any.
  const MAX_LOGS = 8;
  const ROW_IDS = ['@data-id', '@data-message-id', '@data-row-id', '@data-msg-id', '@id'];
  // The platform's own rows first: they may stand on a side as well.
  const SENDERS = ['system', 'robot', 'seller', 'buyer'];
  // A row with more than this in it (a picture in its own address) is looked into each time.
  const MAX_KEPT = 20_000;
  // Fewer rows than these without a side may all be notices.
  const SIDELESS = 3;

  // Kept over a second injection: ids already told to the panel must stay valid.
  qinyu.rowNumbers ??= new WeakMap();
  qinyu.nextRow ??= 1;
  qinyu.adapters ??= [];

  const listOf = (value) => (value === undefined ? [] : [value].flat());

  const isComposer = (element) =>
    // Only the editing host: frameworks nest editable elements inside it.
    (isField(element) || !element.parentElement?.isContentEditable) && visible(element);
  qinyu.composers = (roots, selectors) => all(roots, selectors).filter(isComposer);

  // The input box nearest to the list: what holds both is searched from the list outwards, each part of the page once.
  function findComposer(roots, screen, log) {
    const selectors = listOf(screen.composer);
    if (selectors.length === 0) return null;
    const region = log.closest('main, [role="main"], [role="dialog"]');
    for (let from = log, at = upwards(log); at; [from, at] = [at, upwards(at)]) {
      const below = roots.filter((root) => root.host && contains(at, root.host));
      const found = [...besides(at, from, selectors.join(',')), ...all(below, selectors)].filter((element) => !contains(log, element) && isComposer(element));
      // The first selector comes first: a search field may stand nearer to the top than the box that is written in.
      const inside = selectors.flatMap((selector) => found.filter((element) => element.matches(selector)));
      if (inside.length) return inside.find((element) => !readOnly(element)) ?? inside[0];
      if (at === region) break;
    }
    return null;
  }

  // The lists of the first selector that shows one; without one that does, what holds all rows.
  function findLogs(roots, screen) {
    for (const selector of listOf(screen.log)) {
      const shown = all(roots, [selector]).filter(visible);
      if (shown.length) return shown.slice(0, MAX_LOGS);
    }
    if (screen.loose) return [];
    const rows = all(roots, listOf(screen.row));
    const last = rows.findLast(visible);
    let holds = last && rows.find(visible).parentElement;
    while (holds && !contains(holds, last)) holds = upwards(holds);
    return holds ? [holds] : [];
  }

  // The newest rows, and how many there are.
  function findRows(screen, log) {
    for (const selector of listOf(screen.row)) {
      const found = log.querySelectorAll(selector);
      const turned = found.length > 1 && qinyu.isTurned(found[0].parentElement);
      const rows = [];
      // Twice as many: outermost only, for a quoted message inside a message is part of it. An element of the list that isn't
      // looked at costs nothing, so it isn't spread.
      for (let i = 0; i < Math.min(found.length, 2 * MAX_ROWS) && rows.length < MAX_ROWS; i += 1) {
        const row = found[turned ? i : found.length - 1 - i];
        const outer = row.parentElement?.closest(selector);
        if (!outer || outer === log || !log.contains(outer)) rows.push(row);
      }
      if (rows.length) return { rows: rows.reverse(), total: found.length };
    }
    const rows = screen.loose ? inOrder(qinyu.rowsOf(log, MAX_ROWS + 1)) : [];
    return { rows, total: rows.length };
  }

  // Some lists put their newest row first and turn it round by a style.
  qinyu.isTurned = (list) => getComputedStyle(list).flexDirection === 'column-reverse';
  const inOrder = (rows) => (rows.length > 1 && rows[0].parentElement && qinyu.isTurned(rows[0].parentElement) ? rows.reverse() : rows);

  function byWords(row, words) {
    const label = words && within(row, '[aria-label]')?.getAttribute('aria-label').trim().toLowerCase();
    if (!label) return null;
    const starts = (word) => label.startsWith(word)
      // «you» must not match «youth»; Chinese has no such border.
      && !(/^[a-z]/.test(word) && /[a-z]/.test(label.charAt(word.length)));
    return Object.keys(words).find((sender) => words[sender].some(starts)) ?? null;
  }

  // A row that names its writer, with the time behind: «小鹿 11-28 10:02:11».
  const nameIn = (row, screen) => (screen.named ? field(row, screen.named)?.replace(/\s*(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}.*$/, '') : undefined);

  // The row and what in it bears a mark, looked for once for all of them.
  function markedBy(row, screen) {
    const marks = SENDERS.map((sender) => [sender, listOf(screen.sender?.[sender]).join(',')]).filter(([, selector]) => selector);
    if (marks.length === 0) return undefined;
    const found = [row, ...row.querySelectorAll(marks.map(([, selector]) => selector).join(','))];
    return marks.find(([, selector]) => found.some((element) => element.matches(selector)))?.[0];
  }

  // What stands in a row, whoever else is in the chat and wherever it stands on the screen.
  function lookInto(row, screen, skip) {
    let parts = [];
    for (const selector of listOf(screen.text)) {
      parts = [...row.querySelectorAll(selector)];
      if (parts.length) break;
    }
    return {
      marked: markedBy(row, screen) ?? byWords(row, screen.words), named: nameIn(row, screen), card: cardOf(row, screen),
      said: parts.length ? parts.map((part) => textOf(part, skip)).filter(Boolean).join('\n') : undefined,
    };
  }

  // What was read of the rows last, by screen: { html, around, look, message } of each. Looking into a row costs more than
  // writing it out, and between two readings nearly all of them stay what they are.
  let kept = new WeakMap();
  qinyu.forgetRows = () => { kept = new WeakMap(); };

  // What a selector may ask of the places that hold the row.
  function aroundOf(element, log, places) {
    if (!element || element === log) return '';
    if (!places.has(element)) {
      const own = [...element.attributes].filter(({ name }) => name !== 'style').map(({ name, value }) => `${name}=${value}`).join(' ');
      places.set(element, `${aroundOf(element.parentElement, log, places)}\n${own}`);
    }
    return places.get(element);
  }

  // The messages of these rows, and whether all of what they say is in them.
  function readRows(rows, screen, log, buyer) {
    const cards = listOf(screen.cards).filter(({ kind }) => kind !== 'image').map(({ selector }) => selector);
    const skip = [...listOf(screen.skip), ...cards].join(',');
    const before = kept.get(screen);
    const now = new Map();
    const [places, lists] = [new Map(), new Map()];
    let shortened = false;
    const messages = rows.map((row) => {
      const html = row.outerHTML;
      const around = aroundOf(row.parentElement, log, places);
      let one = before?.get(row);
      if (one?.html !== html || one.around !== around) one = { html, around, look: lookInto(row, screen, skip) };
      if (html.length <= MAX_KEPT) now.set(row, one);
      const { marked, named, card, said } = one.look;
      const sender = marked ?? (named ? (named === buyer ? 'buyer' : 'seller') : (screen.loose ? qinyu.sideOf(row, lists, one.look.hint ??= qinyu.hintOf(row)) : 'system'));
      if (one.message?.sender !== sender) {
        // Without a mark the whole row speaks, where nobody's words can be mistaken for the page's.
        const full = said ?? (screen.loose || (sender === 'system' && !card) ? textOf(row, skip) : '');
        const text = full.slice(0, MAX_TEXT);
        one.message = { row: rowId(row, screen, sender, text), sender, text, card };
        one.cut = text.length < full.length;
      }
      shortened ||= one.cut;
      return one.message;
    });
    kept.set(screen, now);
    return { messages, shortened };
  }

  // Yuan to integer fen by digits: 0.1 + 0.2 has no place in money. «1.2万» and a third decimal are not guessed at.
  qinyu.fen = (text) => {
    const found = text?.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1').match(/(\d{1,12})(?:\.(\d+))?\s*(万?)/);
    if (!found || found[3] || (found[2]?.length ?? 0) > 2) return undefined;
    return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  };

  function cardOf(row, screen) {
    for (const card of listOf(screen.cards)) {
      const element = within(row, card.selector);
      const [, behind] = (card.says && element && textOf(element).split(card.says)) ?? [];
      if (element && !(card.says && behind === undefined)) return read(card, element, behind);
    }
    return undefined;
  }

  function read({ kind, ...card }, element, behind) {
    const of = (name) => listOf(card[name]).map((from) => field(element, from)).find(Boolean);
    // Some pages keep what stands behind the point in an element of its own.
    const money = (name) => qinyu.fen(listOf(card[name]).map((from) => field(element, from)).filter(Boolean).join('.').replace(/\.{2,}/g, '.'));
    if (kind === 'product') return { kind, title: of('title') ?? squeeze(behind?.replace(/^\s*[:：]/, '').trim().split('\n')[0] ?? ''), price: money('price') };
    if (kind === 'order') return { kind, number: of('number') ?? behind?.match(/\d{6,}/)?.[0] ?? '', state: of('state'), amount: money('amount') };
    return { kind };
  }

  function fnv(text) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash >>> 0).toString(36);
  }

  function rowId(row, screen, sender, text) {
    const own = listOf(screen.id ?? ROW_IDS).map((from) => field(row, from)).find(Boolean);
    if (!own && !qinyu.rowNumbers.has(row)) qinyu.rowNumbers.set(row, qinyu.nextRow++);
    // The hash tells apart what a recycled element shows, and the third rows of two conversations whose page counts rows.
    return `${own?.slice(0, MAX_NAME) ?? `r${qinyu.rowNumbers.get(row)}`}-${fnv(`${sender}\n${text}`)}`;
  }

  // What a field near the list says, and where it stands.
  const nearField = (log, from) => {
    const [selector, attribute] = from.split('@');
    const mark = near(log, selector);
    const read = () => (mark && field(mark, attribute ? `@${attribute}` : '')) ?? '';
    return { mark, read, value: read() };
  };

  // Which conversation it is; `marks` are what was looked at for it near the list.
  function identityOf(log, screen) {
    const parts = [];
    const marks = [];
    for (const rule of listOf(screen.conversation)) {
      if (rule.closest) {
        const value = log.closest(rule.closest)?.getAttribute(rule.attribute);
        if (value) return { id: squeeze(value), marks: [] };
      } else if (rule.label) {
        const named = (log.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((id) => id && log.getRootNode().getElementById(id)?.textContent);
        parts.push(log.getAttribute('aria-label') ?? named.filter(Boolean).join(' '));
      } else if (rule.row) {
        // The last one: rows of the conversation before may still stand above.
        const marked = log.querySelectorAll(rule.row);
        parts.push(marked[marked.length - 1]?.getAttribute(rule.attribute) ?? '');
      } else if (rule.query) {
        parts.push(new URLSearchParams(location.search).get(rule.query) ?? '');
      } else {
        const found = nearField(log, rule.near);
        parts.push(found.value);
        if (found.mark) marks.push(found);
      }
    }
    return { id: parts.map(squeeze).filter(Boolean).join(' / '), marks };
  }

  // The list of contacts shows this name twice; a long one is cut off with «…» there.
  function isTwin(roots, screen, buyer) {
    if (!screen.contacts || !buyer) return false;
    const [selector, attribute] = screen.contacts.split('@');
    const names = all(roots, [selector]).map((contact) => field(contact, attribute ? `@${attribute}` : '') ?? '');
    const is = (name) => name === buyer || (/(?:…|\.{3})$/.test(name) && buyer.startsWith(name.replace(/(?:…|\.{3})$/, '')));
    return names.filter(is).length > 1;
  }

  const hasDraft = (composer) => !!composer && (composer.value ?? composer.innerText).trim() !== '';

  function readWith(adapter, screen, roots, log, composer) {
    const { rows: found, total } = findRows(screen, log);
    const rows = found.slice(-MAX_ROWS);
    const buyer = listOf(screen.buyer).map((from) => nearField(log, from).value).find(Boolean) ?? '';
    const { messages, shortened } = readRows(rows, screen, log, buyer);
    const twin = isTwin(roots, screen, buyer);
    const identity = identityOf(log, screen);
    const event = {
      type: 'conversation', adapter: adapter.name, id: twin ? '' : identity.id, buyer,
      composer: composer ? (readOnly(composer) ? 'read_only' : 'ready') : 'missing',
      focused: document.hasFocus() && !!composer && contains(composer, composer.getRootNode().activeElement),
      draft: hasDraft(composer), shortened: shortened || total > rows.length, missing: [], messages,
    };
    event.missing = missingOf(event, twin);
    return { adapter, screen, composer, log, rows, identity, event };
  }

  // What an adapter ought to have found and did not: the page has changed since it was described.
  function missingOf({ id, messages }, twin) {
    const said = messages.filter(({ sender }) => sender === 'buyer' || sender === 'seller');
    const missing = [];
    if (messages.length >= SIDELESS && said.length === 0) missing.push('sender');
    if (said.length > 0 && said.every(({ text, card }) => !text && !card)) missing.push('text');
    if (id === '') missing.push(twin ? 'twin' : 'name');
    return missing;
  }

  const isSite = ({ sites }) => !sites || sites.some((site) => (location.origin + location.pathname).startsWith(site));
  // The adapter that was written for this very site.
  qinyu.siteAdapter = () => qinyu.adapters.find((adapter) => adapter.sites && isSite(adapter)) ?? null;

  qinyu.readAs = (adapter, screen, roots) => {
    const logs = screen.obvious ? qinyu.obviousLogs(roots, screen) : findLogs(roots, screen);
    const chats = logs.map((log) => ({ log, composer: findComposer(roots, screen, log) }));
    // Of several side by side the one that is written in.
    const chat = chats.find(({ composer }) => composer && composer === qinyu.lastBox?.deref()) ?? chats.find(({ composer }) => composer) ?? chats[0];
    return chat && readWith(adapter, screen, roots, chat.log, chat.composer);
  };

  // What stands in the page now: { composer, log, rows, event }, or null where no chat is known.
  qinyu.read = (roots = qinyu.dom.roots()) => {
    let second = null;
    for (const adapter of qinyu.adapters.filter(isSite)) {
      for (const screen of adapter.screens) {
        let reading;
        // A selector that this browser doesn't know, or one from a file of somebody's.
        try { reading = qinyu.readAs(adapter, screen, roots); } catch { reading = null; }
        const speaks = reading?.event.messages.some(({ sender }) => sender !== 'system');
        if (reading?.composer && !(screen.obvious && !speaks)) return told(reading);
        // A list without a composer is a chat (closed, not loaded yet) only if somebody speaks in it.
        if (reading && !second && speaks) second = reading;
      }
    }
    return second && told(second);
  };

  // Each turn in which the page changed something, long before it is read: once the name changes, what stands there
  // untouched belongs to the one before. Two of these may lie between two readings.
  qinyu.noticed = (records) => {
    const { open } = qinyu;
    qinyu.dom.noticed(records, open?.log);
    if (!open?.log.isConnected) return;
    // Looking for it anew costs milliseconds on a large page.
    const stand = open.identity.marks.length > 0 && open.identity.marks.every(({ mark, read, value }) => mark.isConnected && read() === value);
    if (stand) return;
    // Nothing around the list names it, and nothing around the list has changed.
    const inside = ({ type, target }) => (target === open.log ? type !== 'attributes' : open.log.contains(target));
    if (open.identity.id === '' && listOf(open.screen.conversation).every(({ near: from }) => from) && records.every(inside)) return;
    const identity = identityOf(open.log, open.screen);
    if (identity.id === open.identity.id) return;
    const touched = records.flatMap(({ target, addedNodes }) => (addedNodes.length ? [...addedNodes] : [target]));
    const isTouched = (row) => touched.some((node) => node !== open.log && (row.contains(node) || node.contains(row)));
    const { rows, event } = readWith(open.adapter, open.screen, qinyu.dom.roots(), open.log, null);
    qinyu.leave(open.identity.id, rows, event.messages, open.log, isTouched);
    open.identity = identity;
  };

  function told(reading) {
    const { adapter, screen, log, identity } = reading;
    qinyu.open = { adapter, screen, log, identity };
    const site = qinyu.siteAdapter();
    // The site's own adapter found nothing; what is shown was read by another.
    if (site && site.name !== reading.event.adapter) reading.event.missing.unshift('log');
    return qinyu.settle(reading);
  }

  qinyu.lastRow = (event) => event.messages.at(-1)?.row ?? '';
})();
