'use strict';

// Puts one text at the caret of the composer, once, and looks whether it arrived; or over the words before the caret that
// the inline picker was opened with.
// The order of methods was measured on twelve editors; it never clicks and never sends.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  // Editors such as Lexical flush after the turn; what is not there by then is not retried, for a retry doubles the text.
  const SETTLE_MS = 300;
  // A hidden tab gets no animation frames, and waiting there would never end.
  const FRAME_MS = 40;

  const { isField, selectionOf } = qinyu;
  const raw = (composer) => (isField(composer) ? composer.value : composer.innerText);
  // Editors keep zero-width marks and hard spaces of their own around text.
  const normal = (text) => text.replace(/[\u200b\ufeff]/g, '').replace(/\s+/g, ' ').trim();
  const count = (text, part) => text.split(part).length - 1;
  const frame = () => Promise.race([new Promise(requestAnimationFrame), new Promise((next) => setTimeout(next, FRAME_MS))]);

  // Editors with a model of their own learn of a selection by an event, which may come after the next frame.
  function selected() {
    const ending = new AbortController();
    const heard = new Promise((next) => document.addEventListener('selectionchange', next, { signal: ending.signal }));
    return Promise.race([heard, new Promise((next) => setTimeout(next, 2 * FRAME_MS))]).then(() => ending.abort());
  }

  // The agent's draft stays: a selection is collapsed to its end, never replaced. Only the words to be replaced are selected,
  // if they stand there; otherwise false.
  function placeCaret(composer, replace = '') {
    collapse(composer);
    if (replace === '') return true;
    const before = qinyu.beforeCaret(composer, replace.length);
    if (before?.text !== replace) return false;
    before.select(replace.length);
    return true;
  }

  function collapse(composer) {
    const selection = selectionOf(composer);
    // Asked before focus(), which puts a caret at the start where the agent has set none.
    const own = selection.rangeCount > 0 && composer.contains(selection.focusNode);
    composer.focus({ preventScroll: true });
    if (isField(composer)) return void composer.setSelectionRange(composer.selectionEnd, composer.selectionEnd);
    if (own && !selection.isCollapsed) selection.collapseToEnd();
    if (!own) {
      selection.selectAllChildren(composer);
      selection.collapseToEnd();
    }
  }

  function setField(composer, value, caret) {
    // The prototype's setter: React replaces the one on the element and would ignore the change.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(composer), 'value').set.call(composer, value);
    composer.setSelectionRange(caret, caret);
    composer.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  }

  function write(composer, text) {
    if (isField(composer)) {
      // execCommand keeps the page's undo; the setter does not.
      if (document.execCommand('insertText', false, text)) return;
      const at = composer.selectionEnd;
      setField(composer, composer.value.slice(0, at) + text + composer.value.slice(at), at + text.length);
      return;
    }
    // Editors with a model of their own take the paste; text put into their DOM would not be what they send.
    if (qinyu.pasteInto(composer, (data) => data.setData('text/plain', text))) document.execCommand('insertText', false, text);
  }

  // Moves the caret from the end of what was just written back to its place within.
  function moveCaret(composer, text, caret) {
    if (!Number.isInteger(caret) || caret < 0 || caret >= text.length) return;
    if (isField(composer)) {
      const end = composer.selectionEnd;
      const at = end - text.length + caret;
      if (composer.value.slice(0, end).endsWith(text)) composer.setSelectionRange(at, at);
      return;
    }
    // By characters as a reader counts them; an editor's own marks and lines are passed over by the browser.
    const behind = [...new Intl.Segmenter().segment(text.slice(caret))].length;
    for (let i = 0; i < behind; i += 1) selectionOf(composer).modify('move', 'backward', 'character');
  }

  // Takes our text back out of a composer that now belongs to another conversation, if nobody has changed it.
  function withdraw(composer, text) {
    if (isField(composer)) {
      const at = composer.value.indexOf(text);
      if (at < 0) return;
      composer.focus({ preventScroll: true });
      composer.setSelectionRange(at, at + text.length);
      if (!document.execCommand('delete')) setField(composer, composer.value.replace(text, () => ''), at);
    } else if (normal(raw(composer)) === normal(text)) {
      composer.focus({ preventScroll: true });
      selectionOf(composer).selectAllChildren(composer);
      document.execCommand('delete');
    }
  }

  // The draft as it was: out again with a text that joined the words it was to replace, back with words that went for nothing.
  function restore(composer, text, replace, draft, caret) {
    if (isField(composer)) {
      if (composer.value !== draft) setField(composer, draft, caret);
    } else if (normal(raw(composer)).includes(normal(text))) {
      // Twice its length: an editor may end each line in more than one way.
      const before = qinyu.beforeCaret(composer, 2 * text.length, true);
      const length = [...before?.text ?? ''].findIndex((_, i, { length: all }) => normal(before.text.slice(all - 1 - i)) === normal(text)) + 1;
      if (length === 0) return;
      before.select(length);
      document.execCommand('delete');
    } else if (count(raw(composer), replace) < count(draft, replace)) write(composer, replace);
  }

  // An unreadable identity matches nothing: nothing by guess.
  const same = ({ id, last_row: lastRow }, reading) => !!reading && id !== '' && reading.event.id === id && qinyu.lastRow(reading.event) === lastRow;
  // Why nothing may be put into the composer now; null if it may.
  qinyu.refusal = (command, live, reading) => {
    if (live.composing) return 'composing';
    if (live.closed || !same(command, reading)) return 'conversation_changed';
    return reading.event.composer === 'ready' ? null : 'no_composer';
  };

  // `live` is { composing, closed, strokes } of the session, read anew at each step.
  qinyu.insert = async (command, live) => {
    const { text, replace = '', caret: place } = command;
    const lines = text.replace(/\r\n?/g, '\n');
    const part = normal(lines);
    if (part === '') return 'not_noticed';
    const first = qinyu.read();
    const refused = qinyu.refusal(command, live, first);
    if (refused) return refused;
    if (!placeCaret(first.composer, replace)) return 'draft_changed';
    // Slate and Lexical learn of the caret by selectionchange, which comes after this turn.
    await (replace === '' ? frame() : selected());
    const second = qinyu.read();
    const refusedNow = qinyu.refusal(command, live, second);
    if (refusedNow) return refusedNow;

    const { composer } = second;
    if (!placeCaret(composer, replace)) return 'draft_changed';
    const draft = raw(composer);
    const { selectionEnd: caret } = composer;
    const { strokes } = live;
    // Without the words that go: a phrase may be found by its own.
    const before = count(normal(draft.replace(replace, '')), part);
    const took = (box) => count(normal(raw(box)), part) > before
      && (replace === '' || count(raw(box).replace(lines, ''), replace) < count(draft, replace));
    write(composer, lines);
    const end = performance.now() + SETTLE_MS;
    let arrived = false;
    do {
      await frame();
      arrived = took(composer);
    } while (!arrived && performance.now() < end && composer.isConnected);

    const after = qinyu.read();
    if (!same(command, after)) {
      if (after?.composer && before === 0 && !live.composing) withdraw(after.composer, lines);
      return 'conversation_changed';
    }
    // Some editors replace their element while they take the text.
    const box = after.composer ?? composer;
    if (arrived || took(box)) {
      if (!live.composing) moveCaret(box, lines, place);
      return 'done';
    }
    // What the agent typed meanwhile is not ours to take back.
    if (replace !== '' && composer.isConnected && !live.composing && live.strokes === strokes) restore(composer, lines, replace, draft, caret);
    return 'not_noticed';
  };
})();
