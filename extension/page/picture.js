'use strict';

// Pastes one picture into the composer, once, as the agent's own Ctrl+V would, and looks whether the page shows it.
// What the page does with it is the page's; some send a pasted picture at once, so only a click on that picture leads here.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  // Pages draw a preview of a pasted picture within a few frames, those that shrink it first within a second.
  const SETTLE_MS = 1500;
  const LOOK_MS = 50;
  // 2 MB in base64.
  const MAX_CHARS = 2_666_668;
  const MEDIA = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
  // What shows a picture that is not uploaded yet, and the dialogs that ask whether to send it.
  const PREVIEWS = 'img[src^="blob:"], img[src^="data:"], canvas, [style*="blob:"], [style*="data:image"], dialog[open], [role="dialog"]';

  // How many there are: previews anywhere, and pictures of any kind in the composer and what frames it.
  function shown(composer) {
    const frame = composer.closest('form, footer') ?? composer.parentElement;
    const found = new Set(qinyu.dom.roots(true).flatMap((root) => [...root.querySelectorAll(PREVIEWS)]));
    for (const picture of frame?.querySelectorAll('img, picture') ?? []) found.add(picture);
    return found.size;
  }

  qinyu.paste = async (command, live) => {
    const { name, media, data } = command;
    if (data.length > MAX_CHARS || !MEDIA.includes(media)) return 'not_noticed';
    const reading = qinyu.read();
    const refused = qinyu.refusal(command, live, reading);
    if (refused) return refused;
    const { composer } = reading;
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const file = new File([bytes], name, { type: media });
    composer.focus({ preventScroll: true });
    const before = shown(composer);
    // Whether the page's own handler prevented the default tells nothing: many editors do so for every paste.
    qinyu.pasteInto(composer, (data) => data.items.add(file));
    const end = performance.now() + SETTLE_MS;
    do {
      await new Promise((next) => setTimeout(next, LOOK_MS));
      const box = composer.isConnected ? composer : qinyu.read()?.composer;
      if (box && shown(box) > before) return 'done';
    } while (performance.now() < end);
    return 'not_noticed';
  };
})();
