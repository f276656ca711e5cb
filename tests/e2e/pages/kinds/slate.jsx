// Slate: its model is not its DOM, and text that is only in the DOM is not what it sends.

import React, { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createEditor, Node } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, Slate, withReact } from 'slate-react';
import { mount, sendOnEnter } from './mount.js';

function Box() {
  const [editor] = useState(() => withHistory(withReact(createEditor())));
  window.model = () => editor.children.map((node) => Node.string(node)).join('\n');
  return (
    <Slate editor={editor} initialValue={[{ type: 'paragraph', children: [{ text: '' }] }]}>
      <Editable id="composer" aria-label="输入消息" />
    </Slate>
  );
}

mount({
  async slate(root) {
    createRoot(root).render(<Box />);
    while (!root.querySelector('[contenteditable="true"]')) await new Promise(requestAnimationFrame);
    sendOnEnter(root.querySelector('#composer'));
  },
});
