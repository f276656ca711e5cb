// What the pages of all editors share: where one stands, how its words are read, and that Enter sends.

const parameters = new URLSearchParams(location.search);
window.sent = [];

// Makes the editor that the address names. A maker gets the place, gives `window.model` (the text in the framework's own
// model, a line feed between lines) and may wait; `window.ready` says when a test may begin.
export async function mount(makers) {
  await makers[parameters.get('kind')](document.getElementById('place'));
  window.ready = true;
}

export function make(tag, root) {
  const made = document.createElement(tag);
  made.id = 'composer';
  made.setAttribute('aria-label', '输入消息');
  root.append(made);
  return made;
}

// As in the seller chats: Enter sends, with shift it breaks the line.
export const sends = (event) => event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
export const sendOnEnter = (box) => box.addEventListener('keydown', (event) => {
  if (!sends(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  window.sent.push(window.model());
}, { capture: true });

// A framework's style sheet, which its editor needs to keep white space as it is.
export function style(...sheets) {
  for (const sheet of sheets) document.head.append(Object.assign(document.createElement('style'), { textContent: sheet }));
}
