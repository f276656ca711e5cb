// Insertion into the browser's own input boxes, and into those whose text React or Vue holds.

import { editor, matrix, start } from './kinds.mjs';

const desk = await start(['plain', 'react', 'vue']);

matrix(desk, {
  textarea: editor('plain', 'textarea'),
  input: editor('plain', 'input', { joins: ' ' }),
  editable: editor('plain', 'editable'),
  'pre.edit': editor('plain', 'pre'),
  'plaintext-only': editor('plain', 'plaintext'),
  'in a shadow root': editor('plain', 'shadow'),
  'a text area in two shadow roots': editor('plain', 'component'),
  'a text area beside its hidden twin': editor('plain', 'grows', { box: '#composer' }),
  'a text area in a modal dialog': editor('plain', 'dialog'),
  React: editor('react', 'react'),
  'Vue 3': editor('vue', 'vue'),
  'Vue 2': editor('vue', 'vue2'),
});
