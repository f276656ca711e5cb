'use strict';

// The agent points at one line of the buyer's, one of their own, the input box and the buyer's name; from that comes an
// adapter for this site (docs/adapters.md), proved on what stands there. Only real clicks count, and the page hears none of them.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  const { all, contains, isField, squeeze, upwards, visible } = qinyu.dom;
  const PARTS = ['buyer_line', 'own_line', 'composer', 'name'];
  // Elements of a row that are looked at for what tells its writer.
  const MARKED = 60;
  // Attributes that say what an element is. Values of `title`, `href` or `style` say what it holds.
  const HOOKS = /^(?:data-(?!v-|reactid|index|time|key)[a-z-]+|role|name|placeholder|aria-label|type)$/;
  // Told to the panel of what was pointed at.
  const SHOWN = 80;

  // A name that a tool made up changes with the next release: letters and digits mixed, or capitals in the middle of nothing.
  function isMade(token) {
    if (token.length < 2 || /^\d/.test(token) || /^(?:css|sc|jss|emotion|svelte)-/.test(token)) return true;
    return token.split(/[-_]+/).some((part) => part.length > 3 && (
      (/\d/.test(part) && /[a-z]/i.test(part.replace(/\d+$/, '')) && !/^[a-z]+\d{1,2}$/i.test(part))
      || (/[a-z][A-Z]/.test(part) && part.split(/(?=[A-Z])/).some((word) => word.length < 2))
      || !/[aeiouy]/i.test(part)));
  }
  const quoted = (value) => `"${value.replace(/["\\\n]/g, '\\$&')}"`;

  // Selectors of one element that will hold, the most lasting first.
  function hooksOf(element) {
    const found = [];
    for (const { name, value } of element.attributes) {
      if (!HOOKS.test(name) || value.length > 60) continue;
      if (value && !/\d{3}/.test(value)) found.push(`[${name}=${quoted(value)}]`);
      if (name.startsWith('data-')) found.push(`[${name}]`);
    }
    if (element.id && !isMade(element.id) && !/\d/.test(element.id)) found.push(`#${CSS.escape(element.id)}`);
    for (const token of element.classList) if (!isMade(token)) found.push(`.${CSS.escape(token)}`);
    // A module's class keeps its beginning: Chat__row--x8Yw2.
    for (const token of element.classList) {
      const [, begin] = /^([A-Za-z][\w-]*?(?:__|--|_))[A-Za-z0-9]{4,}$/.exec(token) ?? [];
      if (begin && isMade(token) && begin.length > 5) found.push(`[class*=${quoted(begin)}]`);
    }
    if (element.localName.includes('-') || element.localName === 'li') found.push(element.localName);
    return [...new Set(found)];
  }

  const path = (from, to) => {
    const between = [];
    for (let at = from; at && at !== to; at = upwards(at)) between.push(at);
    return between;
  };
  const shared = (a, b) => hooksOf(a).filter((hook) => b.matches(hook));
  const outermost = (list, selector) => [...list.querySelectorAll(selector)].filter((one) => !one.parentElement.closest(selector) || !list.contains(one.parentElement.closest(selector)));

  // The selector that parts the list into most rows, with both lines in rows of their own.
  function rowSelector(list, buyer, own) {
    let best = null;
    for (const a of path(buyer, list)) {
      for (const b of path(own, list)) {
        const fitting = shared(a, b).map((hook) => ({ hook, rows: outermost(list, hook) })).filter(({ rows }) => {
          const [of, other] = [buyer, own].map((line) => rows.findIndex((row) => row.contains(line)));
          return of >= 0 && other >= 0 && of !== other;
        });
        const most = Math.max(...fitting.map(({ rows }) => rows.length));
        const found = fitting.find(({ rows }) => rows.length === most);
        // Among equals the outer one: what it holds beside the words (cards, pictures) is the row's.
        if (found && (!best || most >= best.rows.length)) best = found;
      }
    }
    return best;
  }

  // What marks rows of the buyer's and of one's own: { buyer, seller }, or null where nothing lasting does.
  function senderMarks(rows, rowHook, buyerRow, ownRow) {
    const marksOf = (row) => new Set([row, ...row.querySelectorAll('*')].slice(0, MARKED).flatMap(hooksOf));
    const [ofBuyer, ofOwn] = [marksOf(buyerRow), marksOf(ownRow)];
    const has = (row, hook) => row.matches(hook) || row.querySelector(hook) !== null;
    const only = (marks, others, without) => [...marks].filter((hook) => !others.has(hook) && !has(without, hook))
      .map((hook) => ({ hook, rows: rows.filter((row) => has(row, hook)) }));
    const [theirs, ours] = [only(ofBuyer, ofOwn, ownRow), only(ofOwn, ofBuyer, buyerRow)];
    let best = null;
    for (const buyer of theirs) {
      for (const seller of ours) {
        const count = buyer.rows.length + seller.rows.length;
        if (!buyer.rows.some((row) => seller.rows.includes(row)) && (!best || count > best.count)) best = { count, buyer: [buyer.hook], seller: [seller.hook] };
      }
    }
    if (best) return { buyer: best.buyer, seller: best.seller };
    const alone = ours.sort((a, b) => b.rows.length - a.rows.length)[0];
    if (alone) return { seller: [alone.hook], buyer: [rowHook] };
    const foreign = theirs.sort((a, b) => b.rows.length - a.rows.length)[0];
    return foreign ? { buyer: [foreign.hook], seller: [rowHook] } : null;
  }

  function textSelector(buyerRow, ownRow, buyer, own) {
    for (const a of path(buyer, buyerRow)) {
      for (const b of path(own, ownRow)) {
        const hook = shared(a, b).find((one) => buyerRow.querySelector(one)?.contains(buyer) && ownRow.querySelector(one)?.contains(own));
        if (hook) return hook;
      }
    }
    return null;
  }

  // A selector whose first match is this element: by a hook of its own, by one of what holds it, else by its place.
  function selectorOf(element) {
    const fits = (selector) => all(qinyu.dom.roots(), [selector]).find(visible) === element;
    const own = [...hooksOf(element), element.localName];
    const found = own.slice(0, -1).find(fits);
    if (found) return found;
    for (const around of path(element.parentElement, null)) {
      for (const hook of hooksOf(around)) {
        const inside = own.map((one) => `${hook} ${one}`).find(fits);
        if (inside) return inside;
      }
    }
    const steps = [];
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const place = [...(at.parentElement ?? at.getRootNode()).children].filter((one) => one.localName === at.localName).indexOf(at) + 1;
      steps.unshift(`${at.localName}:nth-of-type(${place})`);
    }
    const placed = steps.join(' > ');
    return fits(placed) ? placed : null;
  }

  const boxOf = (element) => {
    const host = element.closest('[contenteditable]:not([contenteditable="false"])');
    if (host || isField(element)) return host ?? element;
    const within = all([element], ['textarea', '[contenteditable]:not([contenteditable="false"])']).filter(visible);
    return within.length === 1 ? within[0] : null;
  };

  // { adapter }, or { why } it can't be made.
  function derive({ buyer_line: buyer, own_line: own, composer: pointed, name }) {
    let list = buyer.parentElement;
    while (list && !contains(list, own)) list = upwards(list);
    if (!list || contains(buyer, own) || contains(own, buyer) || list.getRootNode() !== buyer.getRootNode()) return { why: 'apart' };
    const composer = boxOf(pointed);
    const composerHook = composer && !contains(list, composer) && selectorOf(composer);
    if (!composerHook) return { why: 'composer' };
    const row = rowSelector(list, buyer, own);
    const rowOf = (line) => row?.rows.find((one) => one.contains(line)) ?? path(line, list).at(-1);
    const [buyerRow, ownRow] = [rowOf(buyer), rowOf(own)];
    const marks = row && senderMarks(row.rows, row.hook, buyerRow, ownRow);
    if (!marks && (qinyu.sideOf(buyerRow) !== 'buyer' || qinyu.sideOf(ownRow) !== 'seller')) return { why: 'sides' };
    const text = textSelector(buyerRow, ownRow, buyer, own);
    const log = selectorOf(list);
    if (!log && !row) return { why: 'apart' };
    const nameHook = name && !contains(list, name) ? selectorOf(name) : null;
    if (name && !nameHook) return { why: 'name' };
    const screen = {
      screen: 'Taught by pointing.',
      ...(log ? { log: [log] } : {}), row: row ? [row.hook] : [],
      ...(marks ? { sender: marks } : {}), ...(!marks || !text || !row ? { loose: true } : {}),
      ...(text ? { text: [text] } : {}), skip: ['time', 'button', 'svg', 'style', 'script'],
      buyer: nameHook ? [nameHook] : [], conversation: nameHook ? [{ near: nameHook }] : [], composer: [composerHook],
      cards: [{ kind: 'image', selector: text ? `${text} img` : 'img' }],
    };
    return prove({ name: 'taught', sites: [`${location.origin}/`], screens: [screen] }, { buyer, own, buyerRow, ownRow, composer, name });
  }

  // What was pointed at has to be read as what it is.
  function prove(adapter, { buyer, own, buyerRow, ownRow, composer, name }) {
    const reading = qinyu.readAs(adapter, adapter.screens[0], qinyu.dom.roots(true));
    if (!reading) return { why: 'apart' };
    const said = (line, row, sender) => reading.rows.some((one, i) => {
      const { sender: who, text } = reading.event.messages[i];
      return (one === row || one.contains(row) || row.contains(one)) && who === sender && squeeze(text).includes(squeeze(line.textContent).slice(0, SHOWN));
    });
    if (!said(buyer, buyerRow, 'buyer') || !said(own, ownRow, 'seller')) return { why: 'sides' };
    if (reading.composer !== composer) return { why: 'composer' };
    return name && reading.event.buyer !== squeeze(name.textContent) ? { why: 'name' } : { adapter };
  }

  // `page` is { post, live, learnt }: tells the panel; what was learnt is read by from now on.
  qinyu.teacher = ({ post, learnt }) => {
    const pointed = {};
    let frame = null;
    let ending = null;

    function stop() {
      ending?.abort();
      frame?.remove();
      [ending, frame] = [null, null];
    }

    // A line around what the pointer is on; it can't be clicked and is in no one's way.
    function show(element) {
      if (!frame) {
        frame = document.createElement('div');
        frame.popover = 'manual';
        document.documentElement.append(frame);
        frame.showPopover();
      }
      const { left, top, width, height } = element.getBoundingClientRect();
      const style = {
        all: 'initial', position: 'fixed', inset: 'auto', left: `${left - 2}px`, top: `${top - 2}px`, width: `${width}px`, height: `${height}px`,
        border: '2px solid #1f6f5c', background: 'rgb(31 111 92 / 12%)', 'border-radius': '4px', 'pointer-events': 'none', 'z-index': '2147483647',
      };
      for (const [name, value] of Object.entries(style)) frame.style.setProperty(name, value, 'important');
    }

    function take(part, element) {
      pointed[part] = element;
      post({ type: 'pointed', part, text: squeeze(element.value ?? element.textContent).slice(0, SHOWN) });
      if (!pointed.buyer_line || !pointed.own_line || !pointed.composer || !(part === 'name' || part === 'composer')) return;
      const { adapter, why } = PARTS.every((one) => pointed[one]?.isConnected ?? true) ? derive(pointed) : { why: 'apart' };
      if (adapter) learnt(adapter);
      post(adapter ? { type: 'taught', adapter } : { type: 'not_taught', why });
    }

    return {
      stop,
      point(part) {
        stop();
        if (part === PARTS[0]) for (const one of PARTS) delete pointed[one];
        if (!PARTS.includes(part)) return;
        ending = new AbortController();
        const listen = (type, act) => window.addEventListener(type, (event) => {
          if (!event.isTrusted) return;
          if (type !== 'pointermove') {
            event.preventDefault();
            event.stopImmediatePropagation();
          }
          act?.(event);
        }, { capture: true, signal: ending.signal });
        const hit = (event) => event.composedPath().find((node) => node instanceof Element);
        listen('pointermove', (event) => show(hit(event)));
        for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'auxclick', 'contextmenu', 'dblclick']) listen(type);
        listen('click', (event) => {
          const element = hit(event);
          stop();
          take(part, element);
        });
        window.addEventListener('keydown', (event) => {
          if (!event.isTrusted || event.key !== 'Escape') return;
          event.preventDefault();
          event.stopImmediatePropagation();
          stop();
          post({ type: 'not_taught', why: 'cancelled' });
        }, { capture: true, signal: ending.signal });
      },
    };
  };
})();
