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
  // Slate and wangEditor look at the selection at most every 100 ms; what is pasted before replaces what was selected.
  const TAKEN_IN_MS = 120;
  // Time to see what is about to come, and to stop it.
  const GREET_MS = 1500;

  const { selectionOf } = qinyu;
  const { isField } = qinyu.dom;
  const raw = (composer) => (isField(composer) ? composer.value : composer.innerText);
  qinyu.draftOf = raw;
  // Editors keep zero-width marks and hard spaces of their own around text, and empty lines between paragraphs.
  const lined = (text) => text.replace(/[\u200b\ufeff]/g, '').replace(/[^\S\n]+/g, ' ').replace(/ ?\n\s*/g, '\n').trim();
  // Whatever became of the lines: some pages join them with a space, some with nothing.
  const bare = (text) => text.replace(/[\s\u200b\ufeff]+/g, '');
  const count = (text, part) => text.split(part).length - 1;
  const after = (ms) => new Promise((next) => setTimeout(next, ms));
  const frame = () => Promise.race([new Promise(requestAnimationFrame), after(FRAME_MS)]);

  // The agent's draft stays: a selection is collapsed to its end, never replaced. Only the words to be replaced are selected.
  // Gives 'absent' if they don't stand there, 'moved' if the page has to learn of another selection, 'there' if not.
  function placeCaret(composer, replace, behind) {
    const moved = collapse(composer);
    if (replace === '') return moved ? 'moved' : 'there';
    if (behind !== undefined && !qinyu.putCaretBehind(composer, replace, behind)) return 'absent';
    const before = qinyu.beforeCaret(composer, replace.length);
    if (before?.text !== replace) return 'absent';
    before.select(replace.length);
    return isField(composer) ? 'there' : 'moved';
  }

  function collapse(composer) {
    const selection = selectionOf(composer);
    const focused = composer.getRootNode().activeElement === composer;
    // Asked before focus(), which puts a caret at the start where the agent has set none.
    const own = selection.rangeCount > 0 && composer.contains(selection.focusNode);
    composer.focus({ preventScroll: true });
    if (isField(composer)) return void composer.setSelectionRange(composer.selectionEnd, composer.selectionEnd);
    const moves = !own || !selection.isCollapsed;
    if (!own) selection.selectAllChildren(composer);
    if (moves) selection.collapseToEnd();
    return moves || !focused;
  }

  // The caret, or what is selected, goes away and comes back. Chromium adds to what is being typed as long as the caret
  // stays, and one undo takes back both.
  function stirCaret(composer) {
    const selection = selectionOf(composer);
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    if (!composer.contains(focusNode)) return;
    selection.selectAllChildren(composer);
    selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  }

  // wangEditor overhears a selection that is made while it still places its own caret after a key, so it is told once more.
  async function untilTakenIn(composer) {
    await after(FRAME_MS);
    stirCaret(composer);
    await after(TAKEN_IN_MS);
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
    stirCaret(composer);
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

  // What is selected goes. Editors with a model of their own take the event; what went from their DOM alone would be sent.
  function erase(composer) {
    const event = new InputEvent('beforeinput', { inputType: 'deleteContentBackward', bubbles: true, cancelable: true, composed: true });
    if (composer.dispatchEvent(event)) document.execCommand('delete');
  }

  // Takes our text back out of a composer that now belongs to another conversation, if nobody has changed it.
  async function withdraw(composer, text, live) {
    if (isField(composer)) {
      const at = composer.value.indexOf(text);
      if (at < 0) return;
      composer.focus({ preventScroll: true });
      composer.setSelectionRange(at, at + text.length);
      if (!document.execCommand('delete')) setField(composer, composer.value.replace(text, () => ''), at);
      return;
    }
    const isOurs = () => !live.composing && bare(raw(composer)) === bare(text);
    if (!isOurs()) return;
    composer.focus({ preventScroll: true });
    selectionOf(composer).selectAllChildren(composer);
    await untilTakenIn(composer);
    if (isOurs()) erase(composer);
  }

  // What stands between that with which both texts begin and end: what came into the first, so that it became the second.
  function cameBetween(before, after) {
    const most = Math.min(before.length, after.length);
    let [start, end] = [0, 0];
    while (start < most && before[start] === after[start]) start += 1;
    while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
    return after.slice(start, after.length - end);
  }

  // The draft as it was: out again with what came of the text, also if it joined the words it was to replace; back with
  // words that went for nothing.
  async function restore(composer, replace, draft, caret, isOurs) {
    if (isField(composer)) {
      // The page's undo stays what it was where the browser can undo this.
      if (composer.value !== draft) document.execCommand('undo');
      if (composer.value !== draft) setField(composer, draft, caret);
      return;
    }
    const came = cameBetween(bare(draft), bare(raw(composer)));
    if (came) {
      // Twice its length: an editor may end each line in more than one way.
      const before = qinyu.beforeCaret(composer, 2 * came.length + 8, true);
      const length = [...before?.text ?? ''].findIndex((_, i, { length: all }) => bare(before.text.slice(all - 1 - i)) === came) + 1;
      if (length === 0) return;
      before.select(length);
      await untilTakenIn(composer);
      if (isOurs()) erase(composer);
      else return;
    }
    if (replace !== '' && count(raw(composer), replace) < count(draft, replace)) write(composer, replace);
  }

  // An unreadable identity matches nothing: nothing by guess.
  const same = ({ id, last_row: lastRow }, reading) => !!reading && id !== '' && reading.event.id === id && qinyu.lastRow(reading.event) === lastRow;
  // Why nothing may be put into the composer now; null if it may.
  qinyu.refusal = (command, live, reading) => {
    if (live.composing) return 'composing';
    if (reading?.event.id === '') return 'unnamed';
    if (live.closed || !same(command, reading)) return 'conversation_changed';
    return reading.event.composer === 'ready' ? null : 'no_composer';
  };

  // Puts a greeting into an empty box, if the agent does nothing in the meantime.
  qinyu.greet = async (command, live) => {
    const [{ acts }, end] = [live, performance.now() + GREET_MS];
    while (live.acts === acts && performance.now() < end) await after(FRAME_MS);
    const composer = qinyu.read()?.composer;
    const active = document.activeElement;
    const elsewhere = active !== composer && active?.matches('input, textarea, [contenteditable]');
    if (live.acts !== acts || elsewhere || !composer || bare(raw(composer)) !== '') return 'draft_changed';
    return qinyu.insert(command, live);
  };

  // `live` is { composing, closed, strokes, acts } of the session, read anew at each step.
  qinyu.insert = async (command, live) => {
    const { text, replace = '', behind, caret: place } = command;
    const lines = text.replace(/\r\n?/g, '\n');
    if (bare(lines) === '') return 'not_noticed';
    const first = qinyu.read();
    const refused = qinyu.refusal(command, live, first);
    if (refused) return refused;
    const placed = placeCaret(first.composer, replace, behind);
    if (placed === 'absent') return 'draft_changed';
    // Editors with a model of their own learn of the selection after this turn.
    await (placed === 'moved' ? untilTakenIn(first.composer) : frame());
    const second = qinyu.read();
    const refusedNow = qinyu.refusal(command, live, second);
    if (refusedNow) return refusedNow;

    const { composer } = second;
    if (placeCaret(composer, replace, behind) === 'absent') return 'draft_changed';
    const draft = raw(composer);
    const { selectionEnd: caret } = composer;
    const { strokes } = live;
    // Without the words that go: a phrase may be found by its own.
    const rest = draft.replace(replace, '');
    const times = (box, as) => count(as(raw(box)), as(lines)) - count(as(rest), as(lines));
    const took = (box, as = lined) => times(box, as) > 0
      && (replace === '' || count(raw(box).replace(lines, ''), replace) < count(draft, replace));
    write(composer, lines);
    const end = performance.now() + SETTLE_MS;
    let arrived = false;
    do {
      await frame();
      arrived = took(composer);
    } while (!arrived && performance.now() < end && composer.isConnected);

    const third = qinyu.read();
    if (!same(command, third)) {
      if (third?.composer && count(bare(rest), bare(lines)) === 0 && !live.composing) await withdraw(third.composer, lines, live);
      return 'conversation_changed';
    }
    // Some editors replace their element while they take the text.
    const box = third.composer ?? composer;
    const whole = arrived || took(box);
    if (whole || (lines.trim().includes('\n') && took(box, bare))) {
      if (!live.composing) moveCaret(box, lines, place);
      return whole ? 'done' : 'lines_joined';
    }
    // What the agent typed meanwhile is not ours to take back, nor what was sent meanwhile ours to bring again.
    const isSent = raw(composer).trim() === '' && rest.trim() !== '';
    const isOurs = () => composer.isConnected && !live.composing && live.strokes === strokes;
    if (isOurs() && !isSent) await restore(composer, replace, draft, caret, isOurs);
    return 'not_noticed';
  };
})();
