// A seller's chat built with @chatscope/chat-ui-kit-react.

import {
  ChatContainer, ConversationHeader, MainContainer, Message, MessageInput, MessageList,
} from '@chatscope/chat-ui-kit-react';
import sheet from '@chatscope/chat-ui-kit-styles/dist/default/styles.min.css';
import React, { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { style } from './mount.js';

const FIRST = [['incoming', '在吗'], ['outgoing', '在的亲'], ['incoming', '这件什么时候发货呀']];

function Chat() {
  const [rows, setRows] = useState(FIRST);
  const [text, setText] = useState('');
  const add = (direction, line) => setRows((before) => [...before, [direction, line]]);
  window.say = (id, line) => add('incoming', line);
  // The third of what it tells its page: the text as the kit understands it.
  window.model = () => text;
  const send = (html, joined, words) => {
    window.sent.push(words);
    add('outgoing', words);
    setText('');
  };
  const row = ([direction, message], i) => <Message key={i} model={{ message, direction, position: 'single', sender: direction === 'incoming' ? '小满' : '客服' }} />;
  return (
    <MainContainer style={{ height: '95vh' }}>
      <ChatContainer>
        <ConversationHeader><ConversationHeader.Content userName="小满" /></ConversationHeader>
        <MessageList>{rows.map(row)}</MessageList>
        <MessageInput placeholder="输入消息" attachButton={false} onChange={(html, joined, words) => setText(words)} onSend={send} />
      </ChatContainer>
    </MainContainer>
  );
}

style(sheet);
createRoot(document.getElementById('root')).render(<Chat />);
const drawn = () => {
  if (document.querySelector('[contenteditable="true"]')) window.ready = true;
  else requestAnimationFrame(drawn);
};
drawn();
