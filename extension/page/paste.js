'use strict';

// A paste that the page takes for the agent's own Ctrl+V, in the one way that each browser leaves.
globalThis.qinyu ??= {};

// What is pasted is put into a DataTransfer by `fill`. True if the page left it to the browser, which does nothing then.
globalThis.qinyu.pasteInto = (composer, fill) => {
  const clipboardData = new DataTransfer();
  fill(clipboardData);
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true });
  // Firefox drops what it is given and makes an empty one. The page may not read what our world puts there, so it is
  // put there as the page itself would: past the wrapper. What the page makes of that call, it could make of the paste.
  if (event.wrappedJSObject && event.clipboardData.types.length === 0) fill(event.wrappedJSObject.clipboardData);
  return composer.dispatchEvent(event);
};
