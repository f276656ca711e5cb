// Insertion into editors with a model of their own, which is what they send: it is read from the model.

import { editor, matrix, start } from './kinds.mjs';

const desk = await start(['prosemirror', 'quill', 'draft', 'slate', 'lexical', 'wang', 'ckeditor']);

// Slate's history, on which wangEditor's stands, joins what comes right behind typed words to them, also a real Ctrl+V.
const joined = { undone: '' };

matrix(desk, {
  ProseMirror: editor('prosemirror', 'prosemirror'),
  'Quill 2': editor('quill', 'quill', { box: '.ql-editor' }),
  'Quill 1': editor('quill', 'quill1', { box: '.ql-editor' }),
  'Draft.js': editor('draft', 'draft', { box: '[contenteditable="true"]' }),
  Slate: editor('slate', 'slate', joined),
  Lexical: editor('lexical', 'lexical'),
  wangEditor: editor('wang', 'wang', { box: '[contenteditable="true"]', ...joined }),
  'CKEditor 5': editor('ckeditor', 'ckeditor'),
});
