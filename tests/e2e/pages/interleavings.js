// A seller's chat with three buyers and a panel, both as careless as real ones are. `run(from, to)` plays that many random
// interleavings and gives those in which a text came to stand in a chat that it was not made for.

const { time } = window;
const [log, header, box] = [document.querySelector('[role="log"]'), document.querySelector('h2'), document.getElementById('composer')];

// Numbers from a seed (mulberry32).
function dice(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const ADAPTERS = fetch('/sites/generic.json').then((answer) => answer.json());

async function play(seed, adapters) {
  const roll = dice(seed);
  const below = (count) => Math.floor(roll() * count);
  const one = (list) => list[below(list.length)];
  const trace = [];
  const note = (what) => trace.push(`${Math.round(time.now)} ${what}`);

  // How this page works.
  const page = {
    rows: one(['late', 'late', 'with', 'first', 'cleared']), ids: one(['unique', 'own', 'none']), reuses: roll() < 0.5,
    box: one(['follows', 'kept', 'emptied']), greets: roll() < 0.5, wait: one([20, 150, 600, 2000]),
  };
  const chats = ['甲', '乙', '丙'].map((name, i) => ({
    name: `${name}${seed}`, draft: '', rows: [
      ...(page.greets ? [{ sender: 'buyer', text: '在吗' }] : []),
      ...Array.from({ length: 1 + below(3) }, (_, k) => ({ sender: one(['buyer', 'seller']), text: `${name}${seed}说${k}` })),
      { sender: 'buyer', text: `${name}${seed}问${i}` },
    ],
  }));
  let open = chats[0];
  let wanted = open;
  let shown = null;

  function draw(chat) {
    shown = chat;
    const rows = chat ? chat.rows : [];
    if (!page.reuses) log.replaceChildren();
    while (log.children.length > rows.length) log.lastChild.remove();
    rows.forEach(({ sender, text }, i) => {
      const row = log.children[i] ?? log.appendChild(document.createElement('div'));
      row.dataset.sender = sender;
      if (page.ids !== 'none') row.dataset.id = page.ids === 'own' ? `m${i}` : `${chat.name}-${i}`;
      if (row.textContent !== text) row.textContent = text;
    });
  }
  // From here on what is sent goes to this buyer, whatever still stands there.
  function turnTo(chat) {
    note(`turns to ${chat.name}`);
    open.draft = box.value;
    open = chat;
    if (page.box !== 'follows') {
      box.value = page.box === 'kept' ? chat.draft : '';
      box.setSelectionRange(box.value.length, box.value.length);
    }
  }
  function switchTo(chat) {
    wanted = chat;
    const rows = () => { if (wanted === chat) { note(`rows of ${chat.name}`); draw(chat); } };
    const name = () => { if (wanted === chat) header.textContent = chat.name; };
    turnTo(chat);
    if (page.rows === 'first') {
      rows();
      time.at(name, below(page.wait));
      return;
    }
    if (page.rows === 'cleared') draw(null);
    name();
    if (page.rows === 'with') rows();
    else time.at(rows, below(page.wait));
  }

  // The panel: it shows a text for what it heard last, and says so late.
  let suggestion = null;
  let request = 0;
  const outcomes = [];
  const heard = { message: [], disconnect: [] };
  const late = (run) => time.at(run, below(40));
  const port = {
    name: 'panel', sender: { id: 'qinyu' },
    onMessage: { addListener: (listener) => heard.message.push(listener) },
    onDisconnect: { addListener: (listener) => heard.disconnect.push(listener) },
    postMessage(event) {
      const copy = structuredClone(event);
      late(() => {
        if (copy.type === 'inserted') outcomes.push(copy.outcome);
        if (copy.type === 'no_chat') suggestion = null;
        if (copy.type === 'conversation') {
          const last = copy.messages.at(-1);
          const whose = copy.messages.map(({ text }) => /^(.\d+)[说问]/.exec(text)?.[1]).filter(Boolean);
          suggestion = last && copy.id ? { id: copy.id, last_row: last.row, text: `〔${copy.buyer}｜${[...new Set(whose)].join('、')}〕` } : null;
        }
        if (copy.type === 'key' && suggestion && copy.id === suggestion.id && copy.last_row === suggestion.last_row) choose();
      });
    },
  };
  const tell = (command) => late(() => heard.message.forEach((listener) => listener(command)));
  function choose() {
    if (!suggestion) return;
    request += 1;
    note(`chooses ${suggestion.text}`);
    tell({ type: 'insert', request, ...suggestion });
  }

  // What is written must be for the buyer to whom it would go now, by its rows, and by its name where that doesn't lag behind.
  const wrong = [];
  const isHis = (text) => (page.rows === 'first' ? text.endsWith(`｜${open.name}〕`) : text === `〔${open.name}｜${open.name}〕`);
  let before = '';
  const watch = () => {
    const texts = (words) => words.match(/〔.*?〕/g) ?? [];
    if (texts(box.value).length > texts(before).length && texts(box.value).some((text) => !texts(before).includes(text) && !isHis(text))) {
      wrong.push(`${box.value} in the chat of ${open.name}`);
    }
    before = box.value;
  };
  box.addEventListener('input', watch);

  const DEEDS = {
    says: () => {
      const chat = roll() < 0.7 ? open : one(chats);
      chat.rows.push({ sender: one(['buyer', 'buyer', 'seller']), text: `${chat.name}说${chat.rows.length}` });
      if (shown === chat) draw(chat);
    },
    switches: () => switchTo(one(chats.filter((chat) => chat !== open))),
    hastens: () => { switchTo(one(chats)); switchTo(one(chats)); },
    chooses: choose,
    presses: () => window.keyListeners.at(-1)({
      isTrusted: true, code: 'Digit1', key: '1', altKey: true, preventDefault() {}, stopImmediatePropagation() {},
    }),
    types: () => { box.setRangeText('字', box.selectionEnd, box.selectionEnd, 'end'); box.dispatchEvent(new Event('input', { bubbles: true })); },
    composes: () => {
      box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
      time.at(() => box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true })), below(300));
    },
    sends: () => { box.value = ''; before = ''; },
  };
  const LIKELY = ['says', 'says', 'switches', 'switches', 'switches', 'hastens', 'chooses', 'chooses', 'chooses', 'presses', 'presses', 'types', 'composes', 'sends'];

  box.value = '';
  header.textContent = open.name;
  log.replaceChildren();
  draw(open);
  window.attach(port);
  heard.message.forEach((listener) => listener({ type: 'adapters', adapters }));
  heard.message.forEach((listener) => listener({ type: 'keys', active: true }));
  for (let i = 0; i < 14; i += 1) {
    await time.until(time.now + one([0, 5, 20, 60, 200, 900]));
    before = box.value;
    const deed = one(LIKELY);
    note(deed);
    DEEDS[deed]();
  }
  await time.until(time.now + 3000);
  heard.disconnect.forEach((listener) => listener());
  box.removeEventListener('input', watch);
  time.forget();
  return { wrong, outcomes, trace: wrong.length ? [JSON.stringify(page), ...trace] : [] };
}

window.run = async (from, to) => {
  const adapters = [await ADAPTERS];
  const counts = {};
  const wrong = [];
  for (let seed = from; seed < to; seed += 1) {
    const played = await play(seed, adapters);
    for (const outcome of played.outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (played.wrong.length) wrong.push({ seed, wrong: played.wrong, trace: played.trace });
  }
  return { counts, wrong: wrong.slice(0, 3), wrongs: wrong.length };
};
document.documentElement.dataset.ready = 'true';
