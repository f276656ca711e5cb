// Input boxes of every kind in one chat; `?kind=` says which. Enter sends, as in the seller chats.

import { baseKeymap, splitBlock } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { Schema } from 'prosemirror-model';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';

const place = document.getElementById('place');
const parameters = new URLSearchParams(location.search);
window.sent = [];
// What the page heard of keys, whoever took them.
window.keys = [];

const make = (tag, root) => {
  const made = document.createElement(tag);
  made.id = 'composer';
  made.setAttribute('aria-label', '输入消息');
  root.append(made);
  return made;
};
const sendOnEnter = (box, read) => box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  window.sent.push(read());
});

const KINDS = {
  textarea(root) {
    const box = make('textarea', root);
    box.style.cssText = 'width: 100%; height: 70px; box-sizing: border-box';
    window.model = () => box.value;
    sendOnEnter(box, window.model);
    return box;
  },
  editable(root) {
    const box = make('div', root);
    box.contentEditable = 'true';
    window.model = () => box.innerText;
    sendOnEnter(box, window.model);
    return box;
  },
  // It takes the selected words away and then not what is to stand there.
  eats(root) {
    const box = KINDS.editable(root);
    box.addEventListener('paste', (event) => {
      event.preventDefault();
      if (event.clipboardData.getData('text/plain').length > 4) document.execCommand('delete');
      else document.execCommand('insertText', false, event.clipboardData.getData('text/plain'));
    });
    return box;
  },
  // It knows of no selection: whatever comes stands at the caret.
  joins(root) {
    const box = KINDS.editable(root);
    box.addEventListener('paste', (event) => {
      event.preventDefault();
      getSelection().collapseToEnd();
      document.execCommand('insertText', false, event.clipboardData.getData('text/plain'));
    });
    return box;
  },
  dialog(root) {
    const dialog = document.createElement('dialog');
    const main = document.querySelector('main');
    main.parentNode.append(dialog);
    dialog.append(main);
    dialog.style.cssText = 'width: 90vw; height: 90vh';
    dialog.showModal();
    return KINDS.textarea(root);
  },
  shadow(root) {
    const inner = root.attachShadow({ mode: 'open' });
    return KINDS.editable(inner);
  },
  prosemirror(root) {
    const box = make('div', root);
    const send = (state) => {
      window.sent.push(state.doc.textBetween(0, state.doc.content.size, '\n'));
      return true;
    };
    const keys = keymap({ Enter: send, 'Shift-Enter': splitBlock, 'Mod-z': undo, 'Mod-y': redo });
    // A person pauses before picking, and what was typed before is a step of its own then. A test does not pause.
    const steps = history({ newGroupDelay: 1 });
    const doc = new Schema({ nodes: { doc: { content: 'paragraph+' }, paragraph: schema.spec.nodes.get('paragraph'), text: schema.spec.nodes.get('text') } });
    const view = new EditorView({ mount: box }, { state: EditorState.create({ schema: doc, plugins: [steps, keys, keymap(baseKeymap)] }) });
    box.setAttribute('role', 'textbox');
    window.model = () => view.state.doc.textBetween(0, view.state.doc.content.size, '\n');
    return box;
  },
};

const box = KINDS[parameters.get('kind') ?? 'textarea'](place);
// Where the letter after these words stands, measured in ways of the page's own.
window.leftOf = (words) => {
  if (box.matches('textarea')) {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = getComputedStyle(box).font;
    return box.getBoundingClientRect().left + 9 + pen.measureText(words).width;
  }
  const letters = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  let { length } = words;
  while (letters.nextNode()) {
    if (length < letters.currentNode.length) {
      const range = document.createRange();
      range.setStart(letters.currentNode, length);
      range.setEnd(letters.currentNode, length + 1);
      return range.getBoundingClientRect().left;
    }
    length -= letters.currentNode.length;
  }
  return NaN;
};
if (parameters.get('dir')) document.documentElement.dir = parameters.get('dir');
for (const type of ['keydown', 'keyup']) {
  box.getRootNode().addEventListener(type, ({ key }) => window.keys.push(`${type} ${key}`), { capture: true });
}
