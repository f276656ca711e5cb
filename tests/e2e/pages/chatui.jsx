// A seller's chat built with a kit that nobody here wrote: Alibaba's ChatUI for React.

import '@chatui/core/dist/index.css';
import Chat, { Bubble, Goods, useMessages } from '@chatui/core';
import React, { useLayoutEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

const FIRST = [
  { _id: 'm1', type: 'system', content: { text: '买家从商品页进入' } },
  { _id: 'm2', type: 'goods', position: 'left', content: { name: '亚麻衬衫', price: 139.5 } },
  { _id: 'm3', type: 'text', position: 'right', content: { text: '在的亲' } },
  { _id: 'm4', type: 'text', position: 'left', content: { text: '这件什么时候发货呀' } },
];

window.sent = [];
window.buyer = '小满';
// What stood in the box at each change of it, and who was open then.
window.typed = [];

function content({ type, content: { text, ...goods } }) {
  return type === 'goods' ? <Goods type="goods" currency="¥" {...goods} /> : <Bubble content={text} />;
}

function App() {
  const { messages, appendMsg, resetList } = useMessages(FIRST);
  const [title, setTitle] = useState('小满');
  const wanted = useRef(title);
  // Another buyer: the name at once, the rows when their history has come, unless somebody else is open by then.
  window.switchTo = (name, rows, wait) => {
    wanted.current = name;
    setTitle(name);
    setTimeout(() => { if (wanted.current === name) resetList(rows); }, wait);
  };
  // Who is open is who is shown: React shows it a little after it was asked to.
  useLayoutEffect(() => { window.buyer = title; }, [title]);
  window.say = (id, text) => appendMsg({ _id: id, type: 'text', position: 'left', content: { text } });
  const send = (type, text) => {
    window.sent.push(text);
    appendMsg({ type, position: 'right', content: { text } });
  };
  // What the kit says of its own state; what its button sends is this.
  const typed = useRef('');
  window.model = () => typed.current;
  const typing = (text) => {
    typed.current = text;
    window.typed.push({ buyer: window.buyer, text });
  };
  window.pictures = [];
  const sendImage = (file) => {
    window.pictures.push({ name: file.name, type: file.type, size: file.size });
    return Promise.resolve();
  };
  return <Chat onInputChange={typing} onImageSend={sendImage} navbar={{ title }} messages={messages} renderMessageContent={content} onSend={send} locale="zh-CN" />;
}

createRoot(document.getElementById('root')).render(<App />);
const drawn = () => {
  if (document.querySelector('.Composer-input')) window.ready = true;
  else requestAnimationFrame(drawn);
};
drawn();
