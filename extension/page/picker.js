'use strict';

// The inline picker: the trigger typed into the composer opens a list at the caret, what follows narrows it, a pick puts
// the phrase in its place. It asks the panel and holds no phrases itself. Its list stands in a closed shadow root in the
// browser's top layer; it picks on the agent's own keys and clicks only, and only while the list can be seen.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  // What the panel reads of a query; a longer word is none.
  const MAX_QUERY = 40;
  // Between the list and the line, and between the list and the window's edge.
  const GAP_PX = 4;
  const EDGE_PX = 8;
  // The least time over which the browser promises to look whether something covers an element.
  const LOOK_MS = 100;
  // The panel answers within some milliseconds. After this long it hangs, and the keys are the page's again.
  const ANSWER_MS = 500;

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
  const frame = () => new Promise(requestAnimationFrame);

  // `page` is { post, live, look }: tells the panel, knows of compositions, reads the page. What it returns is called by
  // main.js, whose listeners live with the port.
  qinyu.picker = ({ post, live, look }) => {
    let setting = { triggers: [], appearance: 'system', lang: '' };
    let request = 0;
    // What is typed: { composer, id, lastRow, trigger, query, request, chosen, view }, its answer's { entries, label }, and
    // { stale, asking, waiting, timer } until that is there; null while nothing is.
    let open = null;
    let mayOpen = false;
    // Until then a pick is under way: what the agent sends now would be the trigger.
    let flying = 0;
    // Keys whose press was ours; the page does not hear of their release either.
    const taken = new Set();

    // The trigger at the line's start or after white space, and what stands between it and the caret.
    function typedIn(composer) {
      const before = qinyu.beforeCaret(composer, MAX_QUERY + 8);
      if (!before) return null;
      for (const trigger of setting.triggers) {
        const at = before.text.lastIndexOf(trigger);
        const query = before.text.slice(at + trigger.length);
        const starts = at === 0 ? before.text.length < MAX_QUERY + 8 : /\s/.test(before.text[at - 1] ?? '');
        if (at >= 0 && starts && query.length <= MAX_QUERY && !/\s/.test(query)) return { ...before, trigger, query };
      }
      return null;
    }

    function close() {
      clearTimeout(open?.timer);
      open?.view?.end();
      open = null;
    }

    function review(types) {
      if (live.closed || live.composing || !(open || types)) return;
      mayOpen = types;
      look();
      mayOpen = false;
    }

    // The page was read: what is typed is looked at anew. Only a trigger typed just now opens.
    function saw(reading) {
      if (live.composing || !(open || mayOpen)) return;
      const composer = reading?.event.composer === 'ready' && reading.event.id !== '' ? reading.composer : null;
      const typed = composer?.contains(composer.getRootNode().activeElement) ? typedIn(composer) : null;
      if (!typed || (open && (composer !== open.composer || reading.event.id !== open.id))) return void close();
      if (!open && typed.query !== '') return;
      const now = { composer, id: reading.event.id, lastRow: qinyu.lastRow(reading.event), trigger: typed.trigger, query: typed.query };
      // Asked also when the buyer has written on: a pick is for that row.
      const same = open?.trigger === now.trigger && open.query === now.query && open.lastRow === now.lastRow;
      open = { chosen: 0, ...open, ...now, stale: false };
      if (same) return void (open.asking || pickIfWaiting());
      request += 1;
      clearTimeout(open.timer);
      Object.assign(open, { request, asking: true, timer: setTimeout(close, ANSWER_MS) });
      post({ type: 'pick_query', request, id: now.id, last_row: now.lastRow, trigger: now.trigger, query: now.query });
    }

    function answered({ request: number, label, entries }) {
      if (!open || number !== open.request || live.composing || !Array.isArray(entries)) return;
      clearTimeout(open.timer);
      Object.assign(open, { entries, label, chosen: 0, asking: false });
      const typed = typedIn(open.composer);
      if (!typed || (open.view && !open.view.stands())) return void close();
      open.view ??= show(open.composer);
      open.view.draw(typed);
      pickIfWaiting();
    }

    function pickIfWaiting() {
      const { waiting, entries, chosen } = open;
      open.waiting = false;
      if (waiting && entries.length) pick(chosen);
    }

    function pick(entry) {
      const { request: number } = open;
      close();
      flying = performance.now() + ANSWER_MS;
      post({ type: 'pick', request: number, entry });
    }

    // True for a key that is the list's.
    function key(event) {
      if (!event.isTrusted || event.isComposing || event.keyCode === 229 || live.composing) return false;
      const free = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
      const repeats = event.repeat && taken.has(event.code);
      if (!repeats && (free || !isOurs(event.key))) return false;
      taken.add(event.code);
      event.preventDefault();
      event.stopImmediatePropagation();
      return true;
    }

    function isOurs(name) {
      const picks = name === 'Enter' || name === 'Tab';
      if (picks && performance.now() < flying) return true;
      if (!open || (open.view && !open.view.stands())) return void close();
      if (name === 'Escape') close();
      // Faster than the answer: held, for the page would send the trigger to the buyer.
      else if (picks && (open.asking || open.stale)) open.waiting = true;
      else if (!open.view || !open.entries.length) return false;
      else if (picks) pick(open.chosen);
      else if (name === 'ArrowDown' || name === 'ArrowUp') {
        const { length } = open.entries;
        open.chosen = (open.chosen + (name === 'ArrowDown' ? 1 : length - 1)) % length;
        open.view.choose();
      } else return false;
      return true;
    }

    function show(composer) {
      const ending = new AbortController();
      const host = document.createElement('div');
      const root = host.attachShadow({ mode: 'closed' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const list = element('div', `list ${setting.appearance}`);
      list.setAttribute('role', 'listbox');
      list.lang = setting.lang;
      // aria-activedescendant can't name what is in here; what is chosen is said instead.
      const heard = element('div', 'heard');
      heard.setAttribute('role', 'status');
      heard.lang = setting.lang;
      root.append(list, heard);
      host.popover = 'manual';
      // Outside an open modal dialog everything is inert.
      const dialogOf = (at) => at && (at.closest('dialog:modal') ?? dialogOf(at.getRootNode().host));
      (dialogOf(composer) ?? document.documentElement).append(host);
      host.showPopover();

      // Where the browser can tell (not in Firefox), nothing may cover, fade or distort the list when it is clicked.
      const tells = 'isVisible' in IntersectionObserverEntry.prototype;
      let seen = !tells;
      const note = (records) => { if (tells) seen = records.at(-1)?.isVisible ?? seen; };
      const watch = new IntersectionObserver(note, { threshold: [0, 1], trackVisibility: true, delay: LOOK_MS });
      watch.observe(list);
      const stands = () => host.matches(':popover-open') && list.checkVisibility({ opacityProperty: true, visibilityProperty: true });

      const listen = (target, type, act) => target.addEventListener(type, act, { capture: true, signal: ending.signal });
      // The focus stays in the composer.
      listen(list, 'mousedown', (event) => event.preventDefault());
      listen(list, 'click', (event) => {
        note(watch.takeRecords());
        const entry = event.target.closest('.entry');
        const { clientX: x, clientY: y } = event;
        const hit = host.getRootNode().elementFromPoint(x, y) === host && root.elementFromPoint(x, y)?.closest('.entry') === entry;
        if (event.isTrusted && entry && hit && seen && stands() && open && !open.asking && !open.stale) pick([...list.children].indexOf(entry));
      });
      // The caret was moved.
      listen(document, 'selectionchange', () => { if (open && typedIn(composer)?.query !== open.query) review(false); });
      for (const type of ['scroll', 'resize']) listen(window, type, () => place());

      let typed;
      function place() {
        if (!open || !typed) return;
        const box = typed.box(open.trigger.length + open.query.length, root);
        const below = innerHeight - box.bottom;
        const above = list.offsetHeight + GAP_PX + EDGE_PX > below && box.top > below;
        const left = Math.max(EDGE_PX, Math.min(box.left, document.documentElement.clientWidth - list.offsetWidth - EDGE_PX));
        const { style } = sheet.cssRules[0];
        style.setProperty('left', `${left}px`, 'important');
        style.setProperty('top', above ? 'auto' : `${box.bottom + GAP_PX}px`, 'important');
        style.setProperty('bottom', above ? `${innerHeight - box.top + GAP_PX}px` : 'auto', 'important');
      }

      const choose = () => {
        [...list.querySelectorAll('.entry')].forEach((entry, i) => entry.setAttribute('aria-selected', String(i === open.chosen)));
        const entry = open.entries[open.chosen];
        const said = entry ? [plain(entry.title), plain(entry.text), entry.note, `${open.chosen + 1} / ${open.entries.length}`] : [];
        heard.textContent = [open.label, ...said].filter(Boolean).join(', ');
      };

      return {
        stands, choose,
        draw(now) {
          typed = now;
          list.setAttribute('aria-label', open.label);
          list.replaceChildren(...open.entries.map(({ title, text, code, note: why }, i) => {
            const made = element('div', 'entry');
            made.setAttribute('role', 'option');
            made.setAttribute('aria-setsize', open.entries.length);
            made.setAttribute('aria-posinset', i + 1);
            const head = element('div', 'head');
            head.append(spans('title', title.length ? title : text), element('div', 'note', why), spans('code', code));
            made.append(head);
            if (title.length) made.append(spans('text', text));
            return made;
          }));
          if (!open.entries.length) list.append(element('div', 'none', open.label));
          place();
          choose();
        },
        end() {
          ending.abort();
          watch.disconnect();
          host.remove();
        },
      };
    }

    const typesTrigger = (words) => !!words && setting.triggers.some((trigger) => trigger.endsWith(words));

    return {
      answered, close, key, saw,
      set({ triggers, appearance, lang }) {
        close();
        setting = { triggers: Array.isArray(triggers) ? triggers : [], appearance, lang };
      },
      // A key is going to change the composer; whether it did shows after the editor's own turn.
      typing(event) {
        if (!event.isTrusted || live.composing) return;
        const types = event.inputType === 'insertText' && typesTrigger(event.data);
        if (open) open.stale = true;
        if (open || types) frame().then(() => review(types));
      },
      // The input method shows a list of its own now.
      composing() {
        open?.view?.end();
        if (open) open.view = null;
      },
      composed(event) {
        const types = typesTrigger(event.data);
        if (!event.isTrusted || !(open || types)) return;
        // Asked also for the same words: their list is gone.
        if (open) Object.assign(open, { stale: true, lastRow: null });
        frame().then(() => review(types));
      },
      landed() { flying = 0; },
      released(event) {
        if (!event.isTrusted || !taken.delete(event.code)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
    };
  };
})();
