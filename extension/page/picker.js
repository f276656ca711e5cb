'use strict';

// The inline picker: the trigger typed into the composer opens a list at the caret, what follows narrows it, a pick puts
// the phrase in its place. It asks the panel and holds no phrases itself. Its list stands in a closed shadow root in the
// browser's top layer; it picks on the agent's own keys and clicks only, and only while the list can be seen.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  // What the panel reads of a query; a longer word is none.
  const MAX_QUERY = 40;
  // The panel answers within some milliseconds. After this long it hangs, and the keys are the page's again.
  const ANSWER_MS = 2000;

  const frame = () => new Promise(requestAnimationFrame);

  // `page` is { post, live, look }: tells the panel, knows of compositions, reads the page. What it returns is called by
  // main.js, whose listeners live with the port.
  qinyu.picker = ({ post, live, look }) => {
    let setting = { triggers: [], appearance: 'system', lang: '' };
    let request = 0;
    // What is typed: { composer, id, lastRow, trigger, query, request, chosen, view }, its answer's { entries, label }, and
    // { stale, asking, waiting, timer } until that is there; null while nothing is.
    let open = null;
    // The trigger was typed and the page not read since: { since, what was typed after it, waiting }.
    let opening = null;
    let composedLast = '';
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
      open = opening = null;
    }

    function review() {
      if (!live.closed && !live.composing && (open || opening)) look();
    }

    // The page was read, and the panel was told of it or will be: what is typed is looked at anew. Only a trigger typed since
    // opens.
    function saw(reading, told) {
      if (live.composing || !(open || opening)) return;
      const fresh = opening;
      opening = null;
      const composer = reading?.event.composer === 'ready' && reading.event.id !== '' ? reading.composer : null;
      const typed = composer?.contains(composer.getRootNode().activeElement) ? typedIn(composer) : null;
      if (!typed || (open && (composer !== open.composer || reading.event.id !== open.id))) return void close();
      if (!told) return void (opening = fresh);
      if (!open && typed.query !== fresh.since) return;
      const now = { composer, id: reading.event.id, lastRow: qinyu.lastRow(reading.event), trigger: typed.trigger, query: typed.query };
      // Asked also when the buyer has written on: a pick is for that row.
      const same = open?.trigger === now.trigger && open.query === now.query && open.lastRow === now.lastRow;
      open = { chosen: 0, waiting: fresh?.waiting, ...open, ...now, stale: false };
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
      if (!typedIn(open.composer) || (open.view && !open.view.stands())) return void close();
      open.view ??= show(open.composer);
      open.view.draw(open);
      // Typed on since: what is waited for is the next answer.
      if (!open.stale) pickIfWaiting();
    }

    function pickIfWaiting() {
      const { waiting, entries, chosen } = open;
      open.waiting = false;
      if (waiting && entries.length) pick(chosen);
    }

    function pick(entry) {
      const { request: number, entries } = open;
      close();
      // With a note it goes to the panel first, and nothing lands here.
      flying = entries[entry].note ? 0 : performance.now() + ANSWER_MS;
      post({ type: 'pick', request: number, entry });
    }

    // True for a key that is the list's.
    function key(event) {
      if (!event.isTrusted || event.isComposing || event.keyCode === 229 || live.composing) return false;
      const free = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
      const repeats = event.repeat && taken.has(event.code);
      if (!repeats && (free || !isOurs(event.key))) {
        taken.delete(event.code);
        return false;
      }
      taken.add(event.code);
      event.preventDefault();
      event.stopImmediatePropagation();
      return true;
    }

    function isOurs(name) {
      const picks = name === 'Enter' || name === 'Tab';
      if (picks && opening) opening.waiting = true;
      if (picks && (opening || performance.now() < flying)) return true;
      if (!open) return false;
      if (open.view && !open.view.stands()) return void close();
      if (name === 'Escape') close();
      // Faster than the answer: held, for the page would send the trigger to the buyer.
      else if (picks && (open.asking || open.stale)) open.waiting = true;
      else if (!open.view || !open.entries.length) return false;
      else if (picks) pick(open.chosen);
      else if (name === 'ArrowDown' || name === 'ArrowUp') {
        const { length } = open.entries;
        open.chosen = (open.chosen + (name === 'ArrowDown' ? 1 : length - 1)) % length;
        open.view.choose(open);
      } else return false;
      return true;
    }

    const show = (composer) => qinyu.pickList(composer, setting, {
      clicked: (entry) => { if (open && !open.asking && !open.stale) pick(entry); },
      spot(room) {
        const typed = typedIn(composer);
        return typed?.box(typed.trigger.length + typed.query.length, room);
      },
      moved: () => { if (open && typedIn(composer)?.query !== open.query) review(); },
    });

    const typesTrigger = (words) => !!words && setting.triggers.some((trigger) => trigger.endsWith(words));
    const started = (words) => {
      if (typesTrigger(words)) opening = { since: '', waiting: false };
      else if (opening) opening.since += words ?? '';
    };

    return {
      answered, close, key, saw,
      set({ triggers, appearance, lang }) {
        close();
        setting = { triggers: Array.isArray(triggers) ? triggers : [], appearance, lang };
      },
      // A key is going to change the composer; whether it did shows after the editor's own turn.
      typing(event) {
        if (!event.isTrusted) return;
        if (live.composing) return void (composedLast = event.data);
        if (event.inputType === 'insertText') started(event.data);
        if (open) open.stale = true;
        if (open || opening) frame().then(review);
      },
      // The input method shows a list of its own now.
      composing() {
        open?.view?.end();
        if (open) open.view = null;
      },
      // Chromium's own event for this is no trusted one; what went before it was.
      composed() {
        started(composedLast);
        composedLast = '';
        // Asked also for the same words: their list is gone.
        if (open) Object.assign(open, { stale: true, lastRow: null });
        if (open || opening) frame().then(review);
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
