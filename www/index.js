'use strict';

// A pretend seller chat. It knows nothing of Qinyu: it is read through the same generic adapter as any
// other page. All buyers, orders and goods are invented.
(() => {
  const buyer = (text) => ({ sender: 'buyer', text });
  const seller = (text) => ({ sender: 'seller', text });
  const system = (text) => ({ sender: 'system', text });
  const product = (title, price) => ({ sender: 'buyer', card: { kind: 'product', title, price } });
  const order = (number, state, amount) => ({ sender: 'buyer', card: { kind: 'order', number, state, amount } });

  const scenes = [
    {
      id: 'shirt',
      buyer: '小满今天喝茶',
      note: '正在浏览：亚麻衬衫',
      rows: [
        system('买家从商品详情页进入会话'),
        product('亚麻衬衫', '139.00'),
        buyer('在吗，这件衬衫有货吗'),
        buyer('今天拍的话什么时候发货呀？'),
      ],
      next: ['好的，我平时穿M码，身高165体重55，穿多大合适？', '那有裤子可以搭吗', '行，我拍下了'],
    },
    {
      id: 'bedding',
      buyer: '今晚早点睡',
      note: '正在浏览：四件套',
      rows: [
        system('买家从商品详情页进入会话'),
        product('北欧全棉四件套百搭 藏青 1.2m 床', '268.00'),
        buyer('这套会掉色吗'),
        seller('亲，这套是活性印染的，正常水洗不会掉色的哦'),
        buyer('好的，那我要这套，怎么下单'),
      ],
      next: ['枕头也想换一对，有推荐吗', '好，都拍了'],
    },
    {
      id: 'bargain',
      buyer: '阿远不吃香菜',
      note: '加购未下单：宽松直筒裤',
      rows: [
        product('宽松直筒裤', '169.00'),
        buyer('这条裤子能便宜点吗'),
        seller('亲，这条目前是活动价了哦'),
        buyer('我买两条呢，还有没有优惠券'),
      ],
      next: ['包邮吗', '那我再考虑一下'],
    },
    {
      id: 'parcel',
      buyer: '橘子汽水88',
      note: '待收货订单 1 笔',
      rows: [
        order('DEMO20261120001', '已发货', '218.00'),
        buyer('我的快递三天没动了，怎么回事？？'),
        buyer('周末要穿的，很急'),
      ],
      next: ['那你们帮我催一下快递吧', '到底哪天能到'],
    },
    {
      id: 'return',
      buyer: '山里的云朵',
      note: '已签收订单 1 笔',
      rows: [
        order('DEMO20261115007', '已签收', '139.00'),
        buyer('衬衫收到了，袖口有一处线头开了'),
        seller('非常抱歉给您添麻烦了，方便拍张照片吗？'),
        { sender: 'buyer', card: { kind: 'image' } },
        buyer('就是这里，可以换一件吗'),
      ],
      next: ['运费谁出？', '好，那我等您消息'],
    },
  ];

  // Scenes for practice, of which `scenes.js` knows what the buyers say. Which reply is a good one it doesn't know, nor does
  // this page: the buyer goes on after any that is longer than this many characters.
  const SAYS_NOTHING = 3;
  const practice = (typeof SCENES === 'undefined' ? [] : SCENES).map((script) => ({
    id: `train-${script.id}`, buyer: script.buyer, note: `陪练 · ${script.title}：${script.trains}`, rows: [], next: [], script, times: 0,
  }));

  // Of this page load: what was said since is added to copies, so that the scenes above stay as written.
  const chats = new Map([...scenes, ...practice].map((scene) => [scene.id, {
    ...scene,
    rows: scene.rows.map((row, i) => ({ ...row, id: `${scene.id}-${i + 1}` })),
    next: [...scene.next],
    draft: '',
    unread: 0,
  }]));
  const sent = [];
  const by = (id) => document.getElementById(id);
  let open = chats.get(new URLSearchParams(location.search).get('scene')) ?? chats.get(scenes[0].id);

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function cardElement({ kind, title, price, number, state, amount }) {
    const card = element('div', 'card');
    card.dataset.card = kind;
    if (kind === 'product') {
      Object.assign(card.dataset, { title, price });
      card.append(element('small', '', '商品'), element('span', '', title), element('span', 'amount', `¥${price}`));
    } else if (kind === 'order') {
      Object.assign(card.dataset, { number, state, amount });
      card.append(element('small', '', `订单 ${number}`), element('span', '', state), element('span', 'amount', `¥${amount}`));
    } else card.append(element('small', '', '［图片］'));
    return card;
  }

  function rowElement(row) {
    const made = element('div', 'row');
    made.setAttribute('role', 'listitem');
    made.dataset.sender = row.sender;
    made.dataset.id = row.id;
    if (row.card) made.append(cardElement(row.card));
    if (row.text) made.append(element('div', 'bubble', row.text));
    return made;
  }

  const lastLine = (chat) => {
    const row = chat.rows.at(-1);
    if (!row) return chat.script.title;
    return row.text ?? ({ product: '［商品］', order: '［订单］', image: '［图片］' })[row.card.kind];
  };

  function listItem(chat) {
    const button = element('button');
    button.type = 'button';
    button.setAttribute('aria-current', String(chat === open));
    const face = element('span', 'face', chat.buyer.slice(0, 1));
    face.setAttribute('aria-hidden', 'true');
    button.append(face, element('span', 'name', chat.buyer));
    button.append(chat.unread ? element('span', 'unread', String(chat.unread)) : element('span'));
    button.append(element('span', 'last', lastLine(chat)));
    button.addEventListener('click', () => switchTo(chat.id));
    const item = element('li');
    item.append(button);
    return item;
  }

  function drawList() {
    const items = (isWanted) => [...chats.values()].filter(isWanted).map(listItem);
    by('list').replaceChildren(...items((chat) => !chat.script));
    by('scenes').replaceChildren(...items((chat) => chat.script));
    by('again').hidden = !open.hasEnded;
  }

  const scrollDown = () => { by('log').scrollTop = by('log').scrollHeight; };

  function switchTo(id) {
    if (!chats.has(id)) throw new Error(`no scene ${id}; there are ${[...chats.keys()].join(', ')}`);
    open.draft = by('composer').value;
    open = chats.get(id);
    open.unread = 0;
    if (open.script && open.rows.length === 0) begin(open);
    show();
  }

  function show() {
    by('buyer').textContent = open.buyer;
    by('buyer').dataset.buyer = open.buyer;
    by('note').textContent = open.note;
    by('log').dataset.conversationId = open.talk ?? open.id;
    by('log').replaceChildren(...open.rows.map(rowElement));
    by('composer').value = open.draft;
    if (open.script) by('practice').open = true;
    drawList();
    scrollDown();
  }

  function add(chat, row) {
    const made = { ...row, id: `${chat.id}-${chat.rows.length + 1}` };
    chat.rows.push(made);
    if (chat === open) {
      by('log').append(rowElement(made));
      scrollDown();
    } else chat.unread += 1;
    drawList();
  }

  const lines = (texts) => texts.filter(Boolean).map(buyer);
  const stepRows = ({ note, says }) => [...(note ? [system(note)] : []), ...lines(says)];

  // Under another name each time, for to whoever reads the page it is another talk.
  function begin(chat) {
    const { card, steps } = chat.script;
    chat.times += 1;
    Object.assign(chat, { talk: `${chat.id}-${chat.times}`, rows: [], draft: '', step: 0, isPressed: false, hasEnded: false });
    const rows = [...(card ? [product(card.title, card.price)] : []), ...stepRows(steps[0])];
    chat.rows = rows.map((row, i) => ({ ...row, id: `${chat.id}-${i + 1}` }));
  }

  function ended(chat, rows) {
    chat.hasEnded = true;
    return [...rows, system('这段陪练结束了')];
  }

  // What follows on a reply in a scene for practice.
  function played(chat, text) {
    if (chat.hasEnded) return [];
    const { steps, closing, gone } = chat.script;
    if ([...text].length <= SAYS_NOTHING) {
      if (chat.isPressed) return ended(chat, lines([gone]));
      chat.isPressed = true;
      return lines([steps[chat.step].missed]);
    }
    chat.step += 1;
    chat.isPressed = false;
    return chat.step < steps.length ? stepRows(steps[chat.step]) : ended(chat, lines(closing));
  }

  function send() {
    const text = by('composer').value.trim();
    if (text === '') return;
    const chat = open;
    by('composer').value = '';
    sent.push({ id: chat.id, text });
    add(chat, seller(text));
    // At once, not after a pretended pause: tests wait for rows, never for time.
    const answer = chat.script ? played(chat, text) : chat.next.splice(0, 1).map(buyer);
    for (const row of answer) add(chat, row);
  }

  by('form').addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  by('composer').addEventListener('keydown', (event) => {
    // Enter ends a composition (229 is how older input methods report it) and must not send then.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });

  by('again').addEventListener('click', () => {
    begin(open);
    show();
  });
  by('practice').hidden = practice.length === 0;

  window.demo = { say: (text) => add(open, buyer(text)), switchTo, sent };
  switchTo(open.id);
})();
