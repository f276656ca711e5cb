// CKEditor 5 with what a chat needs of it.

import { DecoupledEditor } from '@ckeditor/ckeditor5-editor-decoupled';
import { Essentials } from '@ckeditor/ckeditor5-essentials';
import { Paragraph } from '@ckeditor/ckeditor5-paragraph';
import { make, mount, sendOnEnter } from './mount.js';

// What a node of the model says, a line feed for a soft break.
const said = (node) => (node.is('$text') ? node.data : node.is('element', 'softBreak') ? '\n' : [...node.getChildren()].map(said).join(''));

mount({
  async ckeditor(root) {
    const box = make('div', root);
    const editor = await DecoupledEditor.create(box, { plugins: [Essentials, Paragraph], licenseKey: 'GPL' });
    sendOnEnter(box);
    window.model = () => [...editor.model.document.getRoot().getChildren()].map(said).join('\n');
  },
});
