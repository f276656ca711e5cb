// Chats that grew for a year, for the bench and the tests of what reading costs the page: each of this repository's pages
// with thousands of rows. `prepare` runs in the page and leaves `window.large`: { list, row(i) }, from which rows are added.

export const ROWS = 5_000;
// On the page that is large beside its chat.
export const ELEMENTS = 50_000;
const LINES = ['什么时候发货呀', '今天拍的话明天能发', '这个尺码偏大吗', '平时穿 M 的话拍 M', '快递到哪里了', '已经到本市了，今天会派送', '能开票吗', '可以的，您留一下抬头'];

export const FOLDERS = { '/': 'www', '/pages/': 'tests/e2e/pages' };

// Roles and attributes as the pretend chat writes them; the generic adapter reads it.
function pretend(lines) {
  const list = document.getElementById('log');
  const row = (i) => {
    const made = document.createElement('div');
    made.className = 'row';
    made.setAttribute('role', 'listitem');
    made.dataset.sender = i % 2 ? 'seller' : 'buyer';
    made.dataset.id = `large-${i}`;
    const bubble = document.createElement('div');
    bubble.className = 'bubble';
    bubble.textContent = `${lines[i % lines.length]} ${i}`;
    made.append(bubble);
    return made;
  };
  window.large = { list, row };
}

// As a site's own adapter reads it; every tenth row has a card.
function pinduoduo(lines) {
  const list = document.querySelector('ul.msg-list');
  const row = (i) => {
    const made = document.createElement('li');
    made.className = 'onemsg';
    made.id = `middlePanel_list_${1790000100000 + i}`;
    made.innerHTML = i % 10 === 0
      ? `<div class="buyer-item" currentuid="90011"><div class="good-card"><p class="good-name">记忆棉枕头 ${i}</p><span class="good-price">¥52.00</span></div></div>`
      : `<div class="${i % 2 ? 'cs-item' : 'buyer-item'}" ${i % 2 ? '' : 'currentuid="90011"'}><span class="avatar">鹿</span><p class="msg-content-box">${lines[i % lines.length]} ${i}</p><span class="read-state">已读</span></div>`;
    return made;
  };
  window.large = { list, row };
}

// Without roles: rows are told apart by the side on which they stand. Name, words and time, one below the other, in each.
function unnamed(lines) {
  const list = document.querySelector('.css-77fq');
  const row = (i) => {
    const made = document.createElement('div');
    made.className = 'r9Kd';
    if (i % 2) made.style.justifyContent = 'flex-end';
    made.innerHTML = `<div class="b6Yy"><div>${lines[i % lines.length]} ${i}</div><div>第二行</div><div>第三行</div></div>`;
    return made;
  };
  window.large = { list, row };
}

// The pretend chat inside a shadow root, on a page of tables and of other shadow roots.
function nested(lines, elements) {
  const log = document.getElementById('log');
  const row = (i) => {
    const made = document.createElement('div');
    made.setAttribute('role', 'listitem');
    made.dataset.sender = i % 2 ? 'seller' : 'buyer';
    made.innerHTML = `<div class="bubble">${lines[i % lines.length]} ${i}</div>`;
    return made;
  };
  const chat = document.querySelector('main.chat');
  const host = document.createElement('div');
  chat.replaceWith(host);
  host.attachShadow({ mode: 'open' }).append(chat);
  const rest = document.createElement('section');
  rest.style.cssText = 'height: 200px; overflow: auto';
  let left = elements;
  for (let block = 0; left > 0; block += 1) {
    const part = document.createElement('div');
    part.innerHTML = '<div><h3>订单</h3><p><span>2026-11-28</span><span>¥52.00</span><b>已发货</b></p><p><a>详情</a></p></div>'.repeat(60);
    left -= part.querySelectorAll('*').length + 1;
    rest.append(part);
    if (block % 5 === 0) {
      const widget = document.createElement('div');
      widget.attachShadow({ mode: 'open' }).innerHTML = '<p>一个部件<span></span></p>';
      part.append(widget);
    }
  }
  document.body.append(rest);
  window.large = { list: log, row };
}

// What the bench and the tests go through; `path` is an address of the server's, or a site's name.
export const KINDS = [
  { name: 'pretend', explained: 'roles and attributes', path: '/', prepare: pretend },
  { name: 'site', explained: 'Pinduoduo’s adapter', site: 'pinduoduo', prepare: pinduoduo },
  { name: 'unnamed', explained: 'no roles, sides by where rows stand', path: '/pages/hashed.html', prepare: unnamed },
  { name: 'nested', explained: `${ELEMENTS} elements, the chat in one of many shadow roots`, path: '/', prepare: nested },
];

// Opens a page of this kind with so many rows.
export async function openLarge(session, { path, site, prepare }, addresses, rows = ROWS) {
  const page = await session.page(site ? addresses[site] : path);
  const besides = ELEMENTS - 2 * rows;
  await page.evaluate(`(${prepare})(${JSON.stringify(LINES)}, ${besides})`);
  await addRows(page, rows);
  // Laid out before anything of ours comes.
  await page.evaluate(() => new Promise((painted) => { requestAnimationFrame(() => requestAnimationFrame(painted)); }));
  return page;
}

// Adds rows, all in one turn of the page's script, or each in a turn of its own.
export const addRows = (page, count, { turns = false } = {}) => page.evaluate(async ([rows, apart]) => {
  const { large } = window;
  large.count ??= 0;
  for (let i = 0; i < rows; i += 1) {
    large.list.append(large.row(large.count));
    large.count += 1;
    if (apart) await new Promise((next) => { setTimeout(next); });
  }
  for (let at = large.list; at; at = at.parentElement) at.scrollTop = at.scrollHeight;
}, [count, turns]);
