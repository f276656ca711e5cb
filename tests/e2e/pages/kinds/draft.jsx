// Draft.js, Meta's first editor for React, which many chats still have.

import { Editor, EditorState } from 'draft-js';
import sheet from 'draft-js/dist/Draft.css';
import React, { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { mount, sendOnEnter, style } from './mount.js';

function Box() {
  const [state, setState] = useState(() => EditorState.createEmpty());
  window.model = () => state.getCurrentContent().getPlainText('\n');
  return <Editor editorState={state} onChange={setState} ariaLabel="输入消息" />;
}

mount({
  async draft(root) {
    style(sheet);
    createRoot(root).render(<Box />);
    while (!root.querySelector('[contenteditable="true"]')) await new Promise(requestAnimationFrame);
    sendOnEnter(root.querySelector('[contenteditable="true"]'));
  },
});
