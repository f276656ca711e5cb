// A seller's chat built with deep-chat: one custom element, everything in its open shadow root. The seller writes, so that
// the buyer's rows are those of the other side.

import 'deep-chat';

const root = document.getElementById('root');
const header = document.createElement('header');
header.append(Object.assign(document.createElement('h2'), { textContent: '小满' }));
const chat = document.createElement('deep-chat');

window.sent = [];
let text = '';
Object.assign(chat, {
  history: [{ role: 'ai', text: '在吗' }, { role: 'user', text: '在的亲' }, { role: 'ai', text: '这件什么时候发货呀' }],
  // Nothing is asked: what is sent comes here.
  connect: { handler: (body, signals) => {
    window.sent.push(body.messages ? body.messages[0].text : [...body.values()].map(String).join());
    signals.onClose();
  } },
  onInput: ({ content }) => { text = content.text ?? ''; },
  onComponentRender: () => { window.ready = true; },
  images: true,
  // With a font of the page's own it fetches none from its maker's.
  style: 'width: 100%; height: 80vh; font-family: sans-serif',
});
root.append(header, chat);
// What it tells its page of its input box.
window.model = () => text;
window.say = (id, line) => chat.addMessage({ role: 'ai', text: line });
