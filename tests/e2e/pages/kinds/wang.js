// wangEditor 5, which Chinese admin pages and service desks use.

import { createEditor } from '@wangeditor/editor';
import sheet from '@wangeditor/editor/dist/css/style.css';
import { make, mount, sendOnEnter, style } from './mount.js';

mount({
  wang(root) {
    style(sheet);
    const box = make('div', root);
    const editor = createEditor({ selector: box, html: '', config: { placeholder: '' } });
    sendOnEnter(box);
    window.model = () => editor.getText();
  },
});
