// Fields whose text React holds: what its state does not have is taken out of the box again.

import React, { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { mount, sends } from './mount.js';

function Field({ as: Box }) {
  const [text, setText] = useState('');
  window.model = () => text;
  const onKeyDown = (event) => {
    if (!sends(event.nativeEvent)) return;
    event.preventDefault();
    window.sent.push(text);
  };
  return <Box id="composer" aria-label="输入消息" value={text} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} />;
}

const draw = (element) => async (root) => {
  createRoot(root).render(element);
  while (!document.getElementById('composer')) await new Promise(requestAnimationFrame);
};

mount({ react: draw(<Field as="textarea" />) });
