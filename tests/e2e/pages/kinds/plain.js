// Input boxes of the browser's own, in the ways in which chats build them.

import { make, mount, sendOnEnter } from './mount.js';

function field(tag, root, more = {}) {
  const box = Object.assign(make(tag, root), more);
  window.model = () => box.value;
  sendOnEnter(box);
  return box;
}

function editable(root, tag = 'div', how = 'true') {
  const box = make(tag, root);
  box.contentEditable = how;
  window.model = () => box.innerText;
  sendOnEnter(box);
  return box;
}

mount({
  textarea: (root) => field('textarea', root),
  input: (root) => field('input', root, { type: 'text' }),
  editable: (root) => editable(root),
  pre: (root) => { editable(root, 'pre').className = 'edit'; },
  plaintext: (root) => editable(root, 'div', 'plaintext-only'),
  shadow: (root) => editable(root.attachShadow({ mode: 'open' })),
  // An element of the page's own, in another one's.
  component(root) {
    for (const name of ['x-field', 'x-bar']) {
      customElements.define(name, class extends HTMLElement {
        connectedCallback() {
          const inner = this.attachShadow({ mode: 'open' });
          if (name === 'x-bar') inner.append(document.createElement('x-field'));
          else field('textarea', inner);
        }
      });
    }
    root.append(document.createElement('x-bar'));
  },
  // The box grows with its text: a hidden twin is measured.
  grows(root) {
    const twin = document.createElement('textarea');
    twin.setAttribute('aria-hidden', 'true');
    twin.tabIndex = -1;
    twin.style.cssText = 'height: 0 !important; visibility: hidden; overflow: hidden; position: absolute; top: 0; right: 0';
    root.append(twin);
    const box = field('textarea', root);
    box.addEventListener('input', () => {
      twin.value = box.value;
      box.style.height = `${Math.max(60, twin.scrollHeight)}px`;
    });
  },
  dialog(root) {
    const dialog = document.createElement('dialog');
    const main = document.querySelector('main');
    main.parentNode.append(dialog);
    dialog.append(main);
    dialog.showModal();
    field('textarea', root);
  },
  // What a field allows at most is cut off behind.
  short: (root) => field('textarea', root, { maxLength: 12 }),
  // It takes what is pasted, and of that only the beginning.
  cuts(root) {
    const box = editable(root);
    box.addEventListener('paste', (event) => {
      event.preventDefault();
      document.execCommand('insertText', false, event.clipboardData.getData('text/plain').slice(0, 3));
    });
  },
  // It takes nothing at all.
  deaf: (root) => editable(root).addEventListener('paste', (event) => event.preventDefault()),
  // It joins the lines of what is pasted, as boxes of one line do.
  flat(root) {
    const box = editable(root);
    box.addEventListener('paste', (event) => {
      event.preventDefault();
      document.execCommand('insertText', false, event.clipboardData.getData('text/plain').replace(/\s+/g, ' '));
    });
  },
});
