// Chats built with kits that nobody here wrote: the matrix of insertions, and each of them through the real panel.

import { bundleChatui, matrix, start } from './kinds.mjs';

await bundleChatui();
const desk = await start(['deep_chat', 'chatscope']);

matrix(desk, {
  ChatUI: { path: '/pages/chatui.html', box: 'textarea.Composer-input' },
  'deep-chat': { path: '/pages/kit.html?file=deep_chat', box: '#text-input' },
  chatscope: { path: '/pages/kit.html?file=chatscope', box: '.cs-message-input__content-editor' },
});
