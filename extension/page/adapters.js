'use strict';

// Chat sites as data: read.js interprets this list, in this order; nothing here decides anything.
// A field is '@name' (an attribute of the element) or a selector below it (its text).
// No top-level const in these files: a second injection into the same world would be a syntax error.
globalThis.qinyu ??= {};

globalThis.qinyu.adapters = [
  {
    name: 'chatui',
    screen: 'Any page built with @chatui/core 3: navigation bar, message list, composer at the bottom.',
    log: ['.MessageContainer .MessageList', '.MessageList', '.MessageContainer'],
    row: ['.Message'],
    // System first: a system row may carry a side class as well.
    sender: { system: ['.Message.pop', '.SystemMessage', '[data-type="system"]'], buyer: ['.Message.left'], seller: ['.Message.right'] },
    text: ['.Bubble', '.SystemMessage-inner'],
    skip: ['.Goods', '.Message-meta', '.Time', '.Avatar', 'time', 'button'],
    buyer: ['.Navbar-title'],
    // The kit puts no id of the conversation into its DOM; the title is all that there is.
    conversation: [{ closest: '[data-conversation-id]', attribute: 'data-conversation-id' }, { near: '.Navbar-title' }],
    composer: ['textarea.Composer-input'],
    cards: [
      // .Price as a whole: its inner class names for the fraction differ between 2.x and 3.x.
      { kind: 'product', selector: '.Goods', title: '.Goods-name', price: '.Price:not(.Price--original)' },
      { kind: 'image', selector: '.Bubble.image, .Bubble img' },
    ],
  },
  {
    name: 'deep-chat',
    screen: 'Any page with a <deep-chat> element.',
    log: ['#messages'],
    row: ['.outer-message-container'],
    sender: { buyer: ['.ai-message', '.ai-message-text', '[class*="ai-message"]'], seller: ['[class*="user-message"]'] },
    text: ['.message-bubble'],
    skip: ['button'],
    buyer: ['header h2'],
    conversation: [{ near: 'header h2' }],
    composer: ['#text-input'],
    cards: [],
  },
  {
    name: 'chatscope',
    screen: 'Any page built with @chatscope/chat-ui-kit-react 2.',
    log: ['.cs-message-list'],
    row: ['.cs-message'],
    sender: { buyer: ['.cs-message--incoming'], seller: ['.cs-message--outgoing'] },
    text: ['.cs-message__content'],
    skip: ['button'],
    buyer: ['.cs-conversation-header__user-name'],
    conversation: [{ near: '.cs-conversation-header__user-name' }],
    composer: ['.cs-message-input__content-editor'],
    cards: [],
  },
  {
    name: 'generic',
    screen: 'Any chat that follows WAI-ARIA: a live log of rows and a text box in the same region.',
    log: ['[role="log"]', '[role="feed"]'],
    row: ['[data-sender]', '[role="listitem"], [role="article"], [role="row"]', 'li'],
    children: true,
    sender: { system: ['[data-sender="system"]'], buyer: ['[data-sender="buyer"]'], seller: ['[data-sender="seller"]'] },
    // Read at the beginning of an aria-label, on the row or inside it.
    words: {
      buyer: ['买家', '客户', '顾客', 'buyer', 'customer'],
      seller: ['客服', '商家', '我', 'seller', 'agent', 'you'],
      system: ['系统', 'system'],
    },
    alignment: true,
    text: ['[data-text]', '[class~="bubble" i]'],
    skip: ['[data-card]', 'time', 'button', '[role="button"]', 'header', 'svg', 'style', 'script', '[hidden]', '[aria-hidden="true"]'],
    buyer: ['[data-buyer]', 'header h1, header h2, header h3, header [role="heading"]'],
    // A log's label is often the same for every buyer («聊天记录»), so what is found after the
    // explicit id is joined, not tried in turn: too strict refuses, too loose answers the wrong buyer.
    conversation: [
      { closest: '[data-conversation-id]', attribute: 'data-conversation-id' },
      { label: true },
      { near: 'header h1, header h2, header h3, header [role="heading"]' },
    ],
    // .ql-clipboard: Quill 1 keeps a second editable element for pasting.
    composer: [
      '[role="textbox"][contenteditable]:not([contenteditable="false"])',
      'textarea, input[type="text"], input:not([type])',
      '[contenteditable]:not([contenteditable="false"]):not(.ql-clipboard)',
    ],
    cards: [
      { kind: 'product', selector: '[data-card="product"]', title: '@data-title', price: '@data-price' },
      { kind: 'order', selector: '[data-card="order"]', number: '@data-number', state: '@data-state', amount: '@data-amount' },
      { kind: 'coupon', selector: '[data-card="coupon"]' }, { kind: 'image', selector: '[data-card="image"]' },
    ],
  },
];
