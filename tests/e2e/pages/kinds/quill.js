// Quill, the version that most pages still have and the current one.

import Quill from 'quill';
import core from 'quill/dist/quill.core.css';
import Quill1 from 'quill1/dist/quill.js';
import core1 from 'quill1/dist/quill.core.css';
import { make, mount, sendOnEnter, style } from './mount.js';

function start(Editor, root) {
  // A person pauses before picking, and what was typed before is a step of its own then. A test does not pause.
  const modules = { toolbar: false, history: { delay: 1 } };
  const editor = new Editor(make('div', root), { modules });
  // It ends every text with a line feed.
  window.model = () => editor.getText().replace(/\n$/, '');
  sendOnEnter(editor.root);
}

mount({
  quill(root) {
    style(core);
    start(Quill, root);
  },
  quill1(root) {
    style(core1);
    start(Quill1, root);
  },
});
