'use strict';

// The inline picker's list on the screen: in a closed shadow root, in the browser's top layer, out of reach of the page's
// styles. A click on it counts only if it is the agent's own and nothing covers, fades or distorts what it hits.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  // Between the list and the line, and between the list and the window's edge.
  const GAP_PX = 4;
  const EDGE_PX = 8;
  // A list of eight. Where that has no room below, the list stands above, however short it gets while it narrows.
  const TALL_PX = 360;
  // The least time over which the browser promises to look whether something covers an element.
  const LOOK_MS = 100;
  // An important rule of a shadow root is stronger than anything that the page can say of its host.
  const STYLE = `
    :host { all: initial !important; position: fixed !important; inset: auto !important; margin: 0 !important; padding: 0 !important;
      border: 0 !important; background: none !important; display: block !important; overflow: visible !important;
      direction: ltr !important; unicode-bidi: isolate !important; pointer-events: auto !important; }
    .list { --ground: #fff; --text: #1d2523; --quiet: #59655f; --line: #c9d2ce; --soft: #e3f1ec; --accent: #1f6f5c; --warn: #8a4308;
      box-sizing: border-box; width: min(380px, calc(100vw - 16px)); padding: 4px; border: 1px solid var(--line); border-radius: 8px;
      background: var(--ground); color: var(--text); box-shadow: 0 4px 16px rgb(0 0 0 / 18%); cursor: default; user-select: none;
      font: 13px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
    .dark { --ground: #1c2220; --text: #e3e9e6; --quiet: #9ca9a4; --line: #46514d; --soft: #20352f; --accent: #6bc2ab; --warn: #f0b37a; }
    @media (prefers-color-scheme: dark) { .system { --ground: #1c2220; --text: #e3e9e6; --quiet: #9ca9a4; --line: #46514d;
      --soft: #20352f; --accent: #6bc2ab; --warn: #f0b37a; } }
    .entry { padding: 3px 8px; border-radius: 5px; }
    .entry:hover { box-shadow: inset 0 0 0 1px var(--line); }
    .entry[aria-selected="true"] { background: var(--soft); box-shadow: inset 3px 0 var(--accent); }
    .head { display: flex; gap: 8px; align-items: baseline; }
    .title { flex: 1; font-weight: 600; }
    .code, .note { flex: none; font-size: 12px; color: var(--quiet); }
    .code:empty, .note:empty { display: none; }
    .note { color: var(--warn); }
    .title, .text { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
    .text { color: var(--quiet); font-size: 12px; }
    .none { padding: 3px 8px; color: var(--quiet); }
    mark { background: none; color: var(--accent); text-decoration: underline; text-underline-offset: 2px; }
    .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (forced-colors: active) { .entry[aria-selected="true"] { outline: 2px solid Highlight; } }`;

  const element = (tag, name, text = '') => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  };
  const spans = (name, parts) => {
    const made = element('div', name);
    made.dir = 'auto';
    for (const { text, marked } of parts) made.append(marked ? element('mark', '', text) : text);
    return made;
  };
  const plain = (parts) => parts.map(({ text }) => text).join('');
  // A list for a composer. `setting` is { appearance, lang }; `on` says { clicked(entry), moved(), spot(room) }: an entry was
  // clicked, the caret may have moved, where on the screen stands what was typed, measured in `room`.
  qinyu.pickList = (composer, { appearance, lang }, on) => {
    const ending = new AbortController();
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const list = element('div', `list ${appearance}`);
    list.setAttribute('role', 'listbox');
    // aria-activedescendant can't name what is in here; what is chosen is said instead.
    const heard = element('div', 'heard');
    heard.setAttribute('role', 'status');
    list.lang = heard.lang = lang;
    root.append(list, heard);
    host.popover = 'manual';
    // Outside an open modal dialog everything is inert.
    const dialogOf = (at) => at && (at.closest('dialog:modal') ?? dialogOf(at.getRootNode().host));
    (dialogOf(composer) ?? document.documentElement).append(host);
    host.showPopover();

    const tells = 'isVisible' in IntersectionObserverEntry.prototype; // Firefox doesn't
    let seen = !tells;
    const note = (records) => { if (tells) seen = records.at(-1)?.isVisible ?? seen; };
    const watch = new IntersectionObserver(note, { threshold: [0, 1], trackVisibility: true, delay: LOOK_MS });
    watch.observe(list);
    const stands = () => host.matches(':popover-open') && list.checkVisibility({ opacityProperty: true, visibilityProperty: true });

    function place() {
      const spot = on.spot(root);
      if (!spot) return;
      const below = innerHeight - spot.bottom;
      const above = below < TALL_PX && spot.top > below;
      const right = document.documentElement.clientWidth - list.offsetWidth - EDGE_PX;
      const { style } = sheet.cssRules[0];
      style.setProperty('left', `${Math.max(EDGE_PX, Math.min(spot.left, right))}px`, 'important');
      style.setProperty('top', above ? 'auto' : `${spot.bottom + GAP_PX}px`, 'important');
      style.setProperty('bottom', above ? `${innerHeight - spot.top + GAP_PX}px` : 'auto', 'important');
    }

    const listen = (target, type, act) => target.addEventListener(type, act, { capture: true, signal: ending.signal });
    // The focus stays in the composer.
    listen(list, 'mousedown', (event) => event.preventDefault());
    listen(list, 'click', (event) => {
      note(watch.takeRecords());
      const entry = event.target.closest('.entry');
      const { clientX: x, clientY: y } = event;
      const hit = host.getRootNode().elementFromPoint(x, y) === host && root.elementFromPoint(x, y)?.closest('.entry') === entry;
      if (event.isTrusted && entry && hit && seen && stands()) on.clicked([...list.children].indexOf(entry));
    });
    listen(document, 'selectionchange', on.moved);
    for (const type of ['scroll', 'resize']) listen(window, type, place);

    function entryOf({ title, text, code, note: why }, i, { length }) {
      const entry = element('div', 'entry');
      entry.setAttribute('role', 'option');
      entry.setAttribute('aria-setsize', length);
      entry.setAttribute('aria-posinset', i + 1);
      const head = element('div', 'head');
      head.append(spans('title', title.length ? title : text), element('div', 'note', why), spans('code', code));
      entry.append(head);
      if (title.length) entry.append(spans('text', text));
      return entry;
    }

    function choose({ entries, label, chosen }) {
      [...list.querySelectorAll('.entry')].forEach((entry, i) => entry.setAttribute('aria-selected', String(i === chosen)));
      const entry = entries[chosen];
      const said = entry ? [plain(entry.title), plain(entry.text), entry.note, `${chosen + 1} / ${entries.length}`] : [];
      // A frame later: what stands in a live region when it appears is not read out.
      requestAnimationFrame(() => { heard.textContent = [label, ...said].filter(Boolean).join(', '); });
    }

    return {
      stands, choose,
      draw(answer) {
        list.setAttribute('aria-label', answer.label);
        list.replaceChildren(...answer.entries.map(entryOf));
        if (!answer.entries.length) list.append(element('div', 'none', answer.label));
        place();
        choose(answer);
      },
      end() {
        ending.abort();
        watch.disconnect();
        host.remove();
      },
    };
  };
})();
