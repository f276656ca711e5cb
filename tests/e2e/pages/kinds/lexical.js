// Lexical, Meta's editor after Draft.js.

import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerPlainText } from '@lexical/plain-text';
import { $getRoot, createEditor } from 'lexical';
import { make, mount, sendOnEnter } from './mount.js';

mount({
  lexical(root) {
    const box = make('div', root);
    box.contentEditable = 'true';
    box.style.whiteSpace = 'pre-wrap';
    sendOnEnter(box);
    const editor = createEditor({ namespace: 'chat', onError: (error) => { throw error; } });
    editor.setRootElement(box);
    registerPlainText(editor);
    // A person pauses before picking, and what was typed before is a step of its own then. A test does not pause.
    registerHistory(editor, createEmptyHistoryState(), 1);
    window.model = () => editor.getEditorState().read(() => $getRoot().getTextContent());
  },
});
