'use strict';

// Joins the page to the panel over one port. While no port is open, the only thing of ours
// that is alive in the page is the listener for the next port.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  if (qinyu.listening) return;
  qinyu.listening = true;

  // What one turn of the page's own script changes is read together, within the frame that shows it.
  const FIRST_MS = 8;
  // A page that goes on changing (a list mounting) is read at this pace; below what a person notices.
  const PACE_MS = 80;
  // A longer draft is looked at as far as this.
  const DRAFT_CHARS = 4000;
  // Attributes that change who is spoken to or whether one may write; class and style would fire without end.
  const ATTRIBUTES = ['data-conversation-id', 'data-sender', 'data-id', 'data-message-id', 'data-state', 'currentuid', 'title', 'aria-label', 'aria-hidden',
    'aria-readonly', 'aria-disabled', 'readonly', 'disabled', 'hidden', 'contenteditable'];
  const OBSERVED = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES };

  let attached = 0;
  // Once no panel is open, nothing of what was read is kept but the names of rows.
  function forget() {
    attached -= 1;
    if (attached > 0) return;
    qinyu.forgetRows();
    qinyu.forgetTalk();
    qinyu.dom.forgetRoots();
    qinyu.open = qinyu.lastBox = undefined;
  }

  function attach(port) {
    attached += 1;
    const live = { composing: false, closed: false, strokes: 0, acts: 0 };
    const ending = new AbortController();
    let keysActive = false;
    let timer;
    // For a reading that time alone changes.
    let later;
    // For what is left to walk of a large page.
    let seeking;
    let unsure = false;
    let sent = '';
    // Something was typed since the draft was told, and whose draft was told.
    let typed = true;
    let draft = '';
    let lastLook = -PACE_MS;
    // The conversation that the panel knows, and the one that is opening.
    let known;
    let opening;
    let queue = Promise.resolve();
    // The panel has said how pages are read.
    let told = false;

    const post = (event) => { if (!live.closed) port.postMessage(event); };

    function look() {
      if (!told) return null;
      const reading = tell();
      picker.saw(reading, known === reading?.event.id);
      return reading;
    }

    function tell() {
      timer = clearTimeout(timer);
      clearTimeout(later);
      lastLook = performance.now();
      let reading = qinyu.read();
      // What is missing may stand in a shadow root that came since.
      const missed = !reading?.composer && !qinyu.dom.isSeeking();
      if (missed && !qinyu.dom.isLarge() && qinyu.dom.seek()) reading = qinyu.read();
      clearTimeout(seeking);
      if (qinyu.dom.isSeeking()) seeking = setTimeout(seek);
      else if (missed && qinyu.dom.isLarge()) seeking = setTimeout(seek, qinyu.dom.ROOTS_MS);
      // A shadow root that came later is not seen through its host; observing one twice does nothing.
      for (const root of qinyu.dom.roots()) observer.observe(root, OBSERVED);
      // It may stand where nobody has looked yet.
      unsure = !reading && qinyu.dom.isSeeking();
      if (unsure) return null;
      const event = reading?.event ?? { type: 'no_chat', adapter: qinyu.siteAdapter()?.name ?? '' };
      if (reading?.again !== undefined) later = setTimeout(look, reading.again);
      if (known !== undefined && event.id !== known && event.id !== opening) {
        // Its name may stand there before its rows do: told when the page has had time to show them.
        opening = event.id;
        timer = setTimeout(look, PACE_MS);
        return reading;
      }
      [known, opening] = [event.id, undefined];
      const before = sent;
      sent = JSON.stringify(event);
      if (sent !== before) post(event);
      tellDraft(reading, sent !== before);
      return reading;
    }

    // Only after something was typed: what stands there is laid out to be read.
    function tellDraft(reading, isNews) {
      if (!typed && !isNews) return;
      if (!reading) return;
      const text = reading.composer ? qinyu.draftOf(reading.composer).slice(0, DRAFT_CHARS) : '';
      typed = false;
      const told = text && `${known}\n${text}`;
      if (told === draft) return;
      draft = told;
      post({ type: 'draft', id: known, text });
    }

    function seek() {
      const fresh = qinyu.dom.seek();
      if (fresh || (fresh === false && unsure)) look();
      else if (fresh === null) seeking = setTimeout(seek);
    }

    function use(adapters) {
      if (JSON.stringify(adapters) !== JSON.stringify(qinyu.adapters)) qinyu.forgetTalk();
      qinyu.adapters = adapters;
      told = true;
      look();
    }

    const soon = () => {
      // Not restarted by the next mutation: a page that never rests would never be read.
      if (!timer && !live.closed) timer = setTimeout(look, Math.max(FIRST_MS, lastLook + PACE_MS - performance.now()));
    };
    const observer = new MutationObserver((records) => {
      qinyu.noticed(records);
      soon();
    });
    const picker = qinyu.picker({ post, live, look });
    const teacher = qinyu.teacher({
      post,
      learnt(adapter) {
        use([adapter, ...qinyu.adapters.filter(({ name }) => name !== adapter.name)]);
      },
    });

    function onKey(event) {
      if (event.isTrusted) live.acts += 1;
      if (picker.key(event)) return;
      const slot = ['Digit1', 'Digit2', 'Digit3'].indexOf(event.code) + 1;
      if (!keysActive || !slot || !event.isTrusted || event.isComposing || live.composing) return;
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const reading = look();
      if (!reading) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // A key held down is one wish.
      if (!event.repeat) post({ type: 'key', slot, id: reading.event.id, last_row: qinyu.lastRow(reading.event) });
    }

    const listen = (target, type, heard) => target.addEventListener(type, heard, { capture: true, signal: ending.signal });
    listen(document, 'compositionstart', () => {
      live.composing = true;
      picker.composing();
    });
    listen(document, 'compositionend', () => {
      live.composing = false;
      picker.composed();
    });
    // Removing the field or leaving it can end a composition without an event.
    listen(document, 'focusout', () => {
      live.composing = false;
      picker.close();
    });
    listen(document, 'focusin', (event) => {
      // Across shadow roots; of several chats side by side the one that is written in is meant.
      qinyu.lastBox = new WeakRef(event.composedPath()[0]);
      soon();
    });
    // A chat in a frame of its own has a page side of its own, which the panel brings.
    listen(document, 'load', ({ target }) => { if (target.matches?.('iframe')) post({ type: 'frame' }); });
    // Not for what a script types into the page: that comes without this event.
    listen(document, 'beforeinput', (event) => {
      if (event.isTrusted) live.strokes += 1;
      // Editors with a model of their own write themselves, and no input event follows.
      typed = true;
      picker.typing(event);
    });
    listen(document, 'input', () => {
      typed = true;
      soon();
    });
    listen(window, 'keydown', onKey);
    listen(window, 'keyup', picker.released);

    port.onMessage.addListener((command) => {
      if (command?.type === 'adapters' && Array.isArray(command.adapters)) {
        use(command.adapters);
      }
      if (command?.type === 'teach') teacher.point(command.part);
      if (command?.type === 'keys') keysActive = command.active === true;
      if (command?.type === 'picker') picker.set(command);
      if (command?.type === 'pick_list') picker.answered(command);
      const write = { insert: qinyu.insert, greet: qinyu.greet, picture: qinyu.paste }[command?.type];
      if (write && typeof (command.text ?? command.data) === 'string') {
        if (command.type !== 'greet') live.acts += 1;
        // One after the other: two at once would read each other's text back.
        queue = queue.then(async () => {
          const outcome = await write(command, live).catch(() => 'not_noticed');
          picker.landed();
          post({ type: 'inserted', request: command.request, outcome });
          typed = true;
          soon();
        });
      }
    });
    port.onDisconnect.addListener(() => {
      live.closed = true;
      picker.close();
      teacher.stop();
      clearTimeout(timer);
      clearTimeout(later);
      clearTimeout(seeking);
      observer.disconnect();
      ending.abort();
      forget();
    });
    post({ type: 'ready' });
  }

  chrome.runtime.onConnect.addListener((port) => {
    if (port.name === 'panel' && port.sender?.id === chrome.runtime.id) attach(port);
  });
})();
