// Who may speak to the panel and to the page side, and in what shape: nobody but the two of them, over the port that the panel
// opens (case 13); and which addresses are never read or asked for (case 14).

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { composerText, heard, pageSide, readySuggestion, ROOT, testsOf } from '../../xtask/drive/browser.mjs';
import { pagePort } from '../../xtask/drive/page_port.mjs';
import { ADDRESSES, openSites } from '../../xtask/drive/sites.mjs';

// Another extension, which may do whatever an extension may do to the pages of this machine.
const OTHER = join(ROOT, 'target/e2e/other-extension');
mkdirSync(OTHER, { recursive: true });
writeFileSync(join(OTHER, 'manifest.json'), JSON.stringify({
  manifest_version: 3, name: 'Another extension', version: '1', permissions: ['scripting', 'tabs', 'storage'], host_permissions: ['http://127.0.0.1/*'],
}));
writeFileSync(join(OTHER, 'other.html'), '<!doctype html><link rel="icon" href="data:,"><title>Another extension');
// Chromium's rule for one without a key: the first 16 bytes of its path's SHA-256, in the letters a to p.
const OTHER_ID = [...createHash('sha256').update(OTHER).digest('hex').slice(0, 32)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');

const session = await openSites({ beside: [OTHER], folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

test('case 13: the worker and the panel listen to nobody: no message, no port, from inside or outside', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  const listening = () => ['onMessage', 'onConnect', 'onMessageExternal', 'onConnectExternal'].filter((name) => chrome.runtime[name]?.hasListeners());
  assert.deepEqual(await panel.evaluate(listening), []);
  const worker = session.context.serviceWorkers().find((one) => one.url().startsWith(`chrome-extension://${session.extensionId}/`));
  assert.deepEqual(await worker.evaluate(listening), []);
  await panel.close();
  await page.close();
});

test('case 13: another extension is answered by nobody and can’t open the panel, nor reach the page side by its tab', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page);
  await heard(panel, '今天拍的话什么时候发货呀？');
  const { id, row } = await page.evaluate(() => ({ id: document.getElementById('log').dataset.conversationId, row: document.getElementById('log').lastElementChild.dataset.id }));
  const tab = await session.tabOf(page);
  const other = await session.context.newPage();
  await other.goto(`chrome-extension://${OTHER_ID}/other.html`);
  const got = await other.evaluate(async ([ours, tabId, insert]) => {
    const answered = (run) => run().then((value) => JSON.stringify(value) ?? 'nothing', ({ message }) => (/Receiving end does not exist/.test(message) ? 'nobody' : message));
    // A port is closed where nobody takes it.
    const taken = (port) => new Promise((end) => {
      port.onMessage.addListener((message) => end(message));
      port.onDisconnect.addListener(() => end(chrome.runtime.lastError ? 'nobody' : 'closed'));
      port.postMessage(insert);
    });
    // Its own script in the same page, beside ours.
    await chrome.scripting.executeScript({ target: { tabId }, func: (command, to) => {
      chrome.runtime.sendMessage(to, command).catch(() => {});
      const port = chrome.runtime.connect(to, { name: 'panel' });
      port.onDisconnect.addListener(() => chrome.runtime.lastError);
      port.postMessage(command);
      dispatchEvent(new CustomEvent('insert', { detail: command }));
      return typeof globalThis.qinyu;
    }, args: [insert, ours] }).then(([{ result }]) => { globalThis.seesOurs = result; });
    const frame = document.createElement('iframe');
    frame.src = `chrome-extension://${ours}/panel.html?tab=${tabId}`;
    document.body.append(frame);
    await new Promise((loaded) => { frame.onload = loaded; });
    frame.remove();
    return {
      message: await answered(() => chrome.runtime.sendMessage(ours, insert)), port: await taken(chrome.runtime.connect(ours, { name: 'panel' })),
      toTab: await answered(() => chrome.tabs.sendMessage(tabId, insert)), portToTab: await taken(chrome.tabs.connect(tabId, { name: 'panel' })),
      seesOurs: globalThis.seesOurs,
    };
  }, [session.extensionId, tab, { type: 'insert', request: 1, id, last_row: row, text: '别家的' }]);
  assert.deepEqual(got, { message: 'nobody', port: 'nobody', toTab: 'nobody', portToTab: 'nobody', seesOurs: 'undefined' });
  assert.ok(session.complaints.every((line) => /frame|blocked|ERR_BLOCKED/i.test(line)), session.complaints.join('\n'));
  session.complaints.length = 0;
  await other.close();
  assert.equal(await composerText(page), '');
  await page.evaluate(() => window.demo.say('还在吗'));
  await heard(panel, '还在吗');
  await panel.close();
  await page.close();
});

test('case 13: the page side takes commands over a port of the panel’s alone: none of another name, and no message', async () => {
  const page = await session.page('/');
  const port = await pagePort(session, page);
  const { id, messages } = await port.next('conversation');
  const insert = { type: 'insert', request: 1, id, last_row: messages.at(-1).row, text: '不该有的' };
  const tab = await session.tabOf(page);
  const holder = await session.context.newPage();
  await holder.goto(`chrome-extension://${session.extensionId}/manifest.json`);
  const got = await holder.evaluate(async ([tabId, command]) => {
    const message = await chrome.tabs.sendMessage(tabId, command).then(() => 'taken', () => 'nobody');
    globalThis.said = [];
    for (const name of ['', 'Panel', 'panel ', 'other', '__proto__']) {
      const other = chrome.tabs.connect(tabId, { name });
      other.onMessage.addListener((event) => globalThis.said.push(event));
      other.postMessage({ type: 'adapters', adapters: [] });
      other.postMessage(command);
    }
    return message;
  }, [tab, insert]);
  assert.equal(got, 'nobody');
  // The next answer on the panel's own port comes after whatever the others could have led to.
  await port.post({ ...insert, request: 2, text: '面板的' });
  assert.deepEqual(await port.next('inserted'), { type: 'inserted', request: 2, outcome: 'done' });
  assert.equal(await composerText(page), '面板的');
  assert.deepEqual(await holder.evaluate(() => globalThis.said), []);
  await holder.close();
  await port.close();
  await page.close();
});

test('case 13: whatever a page side that was taken over says, the panel passes over what is no event and lives on', async () => {
  const page = await session.page('/');
  const panel = await session.panel(page, { prepare: (fresh) => fresh.addInitScript(() => {
    const { connect } = chrome.tabs;
    chrome.tabs.connect = (...given) => {
      const port = connect.apply(chrome.tabs, given);
      const add = port.onMessage.addListener.bind(port.onMessage);
      port.onMessage.addListener = (listener) => {
        globalThis.hear = listener;
        add(listener);
      };
      return port;
    };
  }) });
  await heard(panel, '今天拍的话什么时候发货呀？');
  const { text } = await readySuggestion(panel);
  await panel.evaluate(() => {
    const deep = (levels, inner) => { let made = inner; for (let i = 0; i < levels; i += 1) made = { messages: [made] }; return made; };
    const odd = [
      null, undefined, 0, NaN, -1, '', 'ready', [], {}, [[[]]], deep(10_000, null), { type: null }, { type: '__proto__' }, { type: 'constructor' },
      JSON.parse('{"type":"conversation","__proto__":{"id":"a"}}'), { type: 'conversation' }, { type: 'conversation', id: '\ud800', messages: 'x' },
      { type: 'conversation', id: {}, buyer: [], composer: 'ready', messages: Array(100_000).fill({}) },
      { type: 'key', slot: 256, id: 'shirt', last_row: '' }, { type: 'key', slot: 1.5, id: 'shirt', last_row: '' }, { type: 'key', slot: 0, id: 'shirt', last_row: '' },
      { type: 'inserted', request: 4_000_000_000, outcome: 'done' }, { type: 'inserted', request: 1, outcome: 'sent' }, { type: 'pick', request: -1, entry: 9 },
      { type: 'pick_query', request: 1, id: 'shirt', last_row: '', trigger: '/', query: 'x'.repeat(1_000_000) }, { type: 'taught', adapter: deep(500, 'x') },
    ];
    for (const event of odd) globalThis.hear(event);
  });
  await page.evaluate(() => window.demo.say('还在吗，谢谢'));
  await heard(panel, '还在吗，谢谢');
  assert.equal(await panel.locator('#broken').isVisible(), false);
  assert.equal(await composerText(page), '', `nothing such as «${text}» was inserted`);
  await panel.close();
  await page.close();
});

const LOOK_ALIKES = [
  'https://mms.pinduoduo.com.evil.example/chat-merchant/index.html', 'https://mms.pinduoduo.com-evil.example/chat-merchant/index.html',
  'https://xmms.pinduoduo.com/chat-merchant/index.html', 'https://pinduoduo.com/chat-merchant/index.html',
  'https://evil.example/mms.pinduoduo.com/chat-merchant/index.html', 'http://mms.pinduoduo.com:8080/chat-merchant/index.html',
  'https://mms.pinduoduo.com@evil.example/chat-merchant/index.html', 'https://mms.pinduoduo.com:443@evil.example/chat-merchant/index.html',
];

test('case 14: the right to a platform is none to a host that looks like it, to http or behind a user name: nothing is injected', async () => {
  for (const address of LOOK_ALIKES) {
    const { origin } = new URL(address);
    session.copies = { [origin]: 'pinduoduo' };
    const page = await session.page(address);
    assert.equal(await page.evaluate(() => location.origin), origin);
    const panel = await session.panel(page, { link: 'no_access' });
    assert.equal(await page.locator('li.onemsg').count(), 10, 'it shows the same chat');
    assert.equal(await panel.locator('article.suggestion').count(), 0);
    assert.equal(await pageSide(session, page), null, `${address} has a script of ours`);
    await panel.close();
    await page.close();
  }
});

test('case 14: a frame of another host in a permitted page gets no script of ours', async () => {
  session.copies = { 'https://mms.pinduoduo.com.evil.example': 'pinduoduo' };
  const page = await session.page(ADDRESSES.pinduoduo);
  await page.evaluate((src) => {
    const frame = Object.assign(document.createElement('iframe'), { src });
    document.body.append(frame);
    return new Promise((loaded) => { frame.onload = loaded; });
  }, LOOK_ALIKES[0]);
  const panel = await session.panel(page);
  await heard(panel, '什么时候发货');
  assert.ok(await pageSide(session, page), 'the page itself has one');
  const frame = page.frames().find((one) => one.url() === LOOK_ALIKES[0]);
  assert.equal(await frame.locator('li.onemsg').count(), 10);
  const debug = await session.context.newCDPSession(frame);
  const worlds = [];
  debug.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context.origin));
  await debug.send('Runtime.enable');
  assert.ok(worlds.length > 0 && worlds.every((origin) => !origin.startsWith('chrome-extension:')), worlds.join());
  await panel.close();
  await page.close();
});

test('case 14: an address that is pasted asks for its own whole host, and for nothing if it is http or has a user name', async () => {
  const page = await session.page(LOOK_ALIKES[0]);
  const panel = await session.panel(page, { link: 'no_access' });
  await panel.evaluate(() => {
    window.asked = [];
    chrome.permissions.request = async ({ origins }) => {
      window.asked.push(...origins);
      return false;
    };
  });
  const paste = async (address, kind) => {
    await panel.locator('#site').fill(address);
    await panel.locator('#site').press('Enter');
    await panel.locator(`#notice[data-kind="${kind}"]`).waitFor();
    await panel.locator('[data-action="close_notice"]').click();
    return panel.evaluate(() => window.asked.splice(0));
  };
  assert.deepEqual(await paste(LOOK_ALIKES[0], 'site_refused'), ['https://mms.pinduoduo.com.evil.example/*']);
  for (const address of [...LOOK_ALIKES.slice(5), 'javascript:alert(1)', '*://*/*', 'https://*.pinduoduo.com/']) {
    assert.deepEqual(await paste(address, 'bad_address'), [], address);
  }
  await panel.close();
  await page.close();
});
