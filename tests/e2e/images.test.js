// Pictures of phrases in the real panel: chosen, pasted, put in order, kept; into a page that takes pasted pictures by a
// click of their own, onto the clipboard where it does not; in packs and in the full export.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { build } from 'esbuild';
import { composerText, heard, open, ROOT, testsOf } from '../../xtask/drive/browser.mjs';

const offline = {
  name: 'offline',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^https?:/ }, ({ path }) => ({ path, namespace: 'offline' }));
    onLoad({ filter: /./, namespace: 'offline' }, () => ({ contents: '', loader: 'dataurl' }));
  },
};
await build({
  entryPoints: [join(ROOT, 'tests/e2e/pages/chatui.jsx')], outfile: join(ROOT, 'target/e2e/chatui.js'),
  bundle: true, format: 'iife', mainFields: ['module', 'main'], plugins: [offline], define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error',
});

const session = await open({ folders: { '/': 'www', '/pages/': 'tests/e2e/pages', '/built/': 'target/e2e' } });
const test = testsOf(session);
after(() => session.close());
await session.context.grantPermissions(['clipboard-read', 'clipboard-write']);

// A PNG of one colour.
function png(width, height, [red, green, blue]) {
  const chunk = (type, content) => {
    const body = Buffer.concat([Buffer.from(type), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.concat(Array(width).fill(Buffer.from([red, green, blue])))]);
  const points = deflateSync(Buffer.concat(Array(height).fill(line)));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', points), chunk('IEND', Buffer.alloc(0))]);
}

const file = (name, buffer, mimeType = 'image/png') => ({ name, mimeType, buffer });
const nameOf = (bytes) => createHash('sha256').update(bytes).digest('hex');
const [GREEN, RED, WIDE] = [png(80, 60, [30, 120, 90]), png(60, 80, [180, 40, 40]), png(3200, 1600, [20, 60, 160])];

const PACK = { format: 'qinyu-pack', version: 1, id: 'sizes', title: '尺码', phrases: [
  { id: 'size', title: '尺码表', body: '尺码看这张表，按平时穿的选就好。', queries: ['这件什么时候发货呀', '尺码怎么选'] },
] };

const page = await session.page('/index.html');
let panel = await session.panel(page);

const words = () => panel.locator('.pictures li input').evaluateAll((all) => all.map((field) => field.value));
const drawn = (where) => panel.waitForFunction(([selector]) => [...document.querySelectorAll(selector)].every((img) => img.naturalWidth > 0)
  && document.querySelectorAll(selector).length > 0 && !document.querySelector('.no-picture:empty'), [`${where} img`]);
const saved = () => panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
const pictures = (count) => panel.waitForFunction((wanted) => document.querySelectorAll('.pictures li').length === wanted, count);

async function importPack(text) {
  await panel.click('#tab-library');
  const back = panel.locator('[data-action="go"][data-name="list"]');
  if (await back.count()) await back.click();
  await panel.locator('[data-action="go"][data-name="packs"]').click();
  await panel.setInputFiles('#read-pack', { name: 'pack.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await panel.locator('#import').waitFor();
}

async function openPhrase() {
  await panel.click('#tab-library');
  const back = panel.locator('[data-action="go"][data-name="list"]');
  if (await back.count()) await back.click();
  await panel.selectOption('#scope', 'pack:sizes');
  await panel.locator('[data-action="open"][data-name="size"]').click();
  await panel.locator('#add-pictures').waitFor({ state: 'attached' });
}

async function exported(click) {
  const [download] = await Promise.all([panel.waitForEvent('download'), click()]);
  return readFile(await download.path(), 'utf8');
}

test('pictures are chosen and pasted, described, put in order by key and by mouse, taken away, and undone', async () => {
  await importPack(JSON.stringify(PACK));
  await panel.click('#import');
  await panel.locator('[data-action="maintain"][data-name="sizes"]').check();
  await openPhrase();
  await panel.setInputFiles('#add-pictures', [file('尺码表.png', GREEN), file('IMG_0001.png', RED), file('合同.pdf', Buffer.from('%PDF-1.7'), 'application/pdf')]);
  await panel.locator('#notice[data-kind="picture_refused"]', { hasText: '合同.pdf' }).waitFor();
  await drawn('.pictures');
  assert.deepEqual(await words(), ['尺码表', '']);
  await panel.fill(`#words-${nameOf(RED)}`, '实拍');
  await panel.press(`#words-${nameOf(RED)}`, 'Tab');
  await panel.press(`#words-${nameOf(RED)}`, 'Alt+ArrowUp');
  assert.deepEqual(await words(), ['实拍', '尺码表']);
  assert.equal(await panel.evaluate(() => document.activeElement.id), `words-${nameOf(RED)}`, 'the focus goes with it');
  await panel.locator('.pictures li').nth(1).locator('img').dragTo(panel.locator('.pictures li').nth(0));
  assert.deepEqual(await words(), ['尺码表', '实拍']);
  await panel.locator('[data-action="picture_remove"]').nth(1).click();
  assert.deepEqual(await words(), ['尺码表']);
  await panel.locator('#add-pictures').evaluate((field, bytes) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.from(bytes)], 'image.png', { type: 'image/png' }));
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, [...WIDE]);
  await pictures(2);
  await drawn('.pictures');
  const sizes = await panel.locator('.pictures img').evaluateAll((all) => all.map((img) => [img.naturalWidth, img.naturalHeight]));
  assert.deepEqual(sizes, [[80, 60], [1600, 800]], 'what is too long is drawn anew, what fits stays as it is');
  await panel.locator('.bar [data-action="undo"]').click();
  await panel.locator('.bar [data-action="undo"]').click();
  assert.deepEqual(await words(), ['尺码表', '实拍']);
});

test('pictures are there after the panel was opened anew, also if one of the two copies is gone', async () => {
  await saved();
  const inPanel = (run) => panel.evaluate(run);
  const losses = [
    () => inPanel(() => new Promise((done, failed) => {
      const request = indexedDB.open('qinyu-pictures');
      request.onsuccess = () => {
        const transaction = request.result.transaction('pictures', 'readwrite');
        transaction.objectStore('pictures').clear();
        transaction.oncomplete = () => done(request.result.close());
      };
      request.onerror = failed;
    })),
    () => inPanel(async () => (await navigator.storage.getDirectory()).removeEntry('pictures', { recursive: true })),
    async () => {},
  ];
  for (const lose of losses) {
    await lose();
    await panel.close();
    panel = await session.panel(page);
    await openPhrase();
    await drawn('.pictures');
    assert.equal(await panel.locator('.pictures img').count(), 2);
    const copies = () => panel.evaluate(async () => {
      const database = await new Promise((done) => {
        const request = indexedDB.open('qinyu-pictures');
        request.onsuccess = () => done(request.result);
      });
      const kept = await new Promise((done) => {
        const request = database.transaction('pictures').objectStore('pictures').count();
        request.onsuccess = () => done(request.result);
      });
      let files = 0;
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('pictures', { create: true });
      for await (const _ of folder.keys()) files += 1;
      return [kept, files];
    });
    // Three were kept: that of the step that was undone stays as well.
    while (String(await copies()) !== '3,3') await panel.evaluate(() => new Promise(requestAnimationFrame));
  }
});

let pack;
test('a pack takes its pictures along, and the full export all of them', async () => {
  await panel.locator('[data-action="go"][data-name="list"]').click();
  await panel.locator('[data-action="go"][data-name="packs"]').click();
  pack = await exported(() => panel.locator('[data-action="export_pack"][data-name="sizes"]').click());
  const { phrases: [phrase], images, sha256 } = JSON.parse(pack);
  assert.deepEqual(phrase.images, [`${nameOf(GREEN)} 尺码表`, `${nameOf(RED)} 实拍`]);
  assert.deepEqual(Object.keys(images).sort(), [nameOf(GREEN), nameOf(RED)].sort());
  for (const [name, url] of Object.entries(images)) assert.equal(nameOf(Buffer.from(url.split(',')[1], 'base64')), name);
  assert.match(sha256, /^[0-9a-f]{64}$/);
  // The browser refuses to save, so that the panel offers the export.
  await panel.evaluate(() => {
    const { local } = chrome.storage;
    const set = local.set.bind(local);
    local.set = () => Promise.reject(new Error('full'));
    window.heal = () => { local.set = set; };
  });
  await panel.click('#tab-settings');
  await panel.locator('[data-action="fuzzy_sounds"]').click();
  const all = JSON.parse(await exported(() => panel.locator('#notice [data-action="export"]').click()));
  await panel.evaluate(() => window.heal());
  await saved();
  assert.equal(Object.keys(all.pictures).length, 3);
  assert.ok(Object.keys(all.documents).includes('pack/sizes'));
});

let parts;
test('pictures that one file of everything has no room for stand in further ones', async () => {
  const texts = [];
  const download = (event) => texts.push(event.path().then((path) => readFile(path, 'utf8')).then((text) => [event.suggestedFilename(), text]));
  panel.on('download', download);
  await panel.click('#tab-settings');
  // 200 MB of pictures take too long to draw: the first of those that are left has room here.
  await panel.evaluate(() => {
    const { attach, url } = globalThis.Pictures;
    globalThis.Pictures = { ...globalThis.Pictures,
      attach: async (text, field, names) => attach(text, field, names, new Blob([text]).size + field.length + (await url(names[0])).length + 100) };
  });
  await panel.click('#export-all');
  await panel.locator('#notice[data-kind="exported"]', { hasText: '3 个文件' }).waitFor();
  // The panel says so when it has given them out; the browser tells of each a moment later.
  while (texts.length < 3) await panel.waitForEvent('download');
  panel.off('download', download);
  parts = await Promise.all(texts);
  assert.deepEqual(parts.map(([name]) => name).sort(), ['qinyu-kept-2.json', 'qinyu-kept-3.json', 'qinyu-kept.json']);
  const pictures = parts.map(([, text]) => Object.keys(JSON.parse(text).pictures));
  assert.deepEqual(pictures.map((names) => names.length), [1, 1, 1]);
  assert.equal(new Set(pictures.flat()).size, 3);
});

test('a page that takes pasted pictures gets one by a click of its own, and nothing is sent', async () => {
  const chat = await session.page('/pages/chatui.html');
  const beside = await session.panel(chat);
  await heard(beside, '这件什么时候发货呀');
  const card = beside.locator('article.suggestion[data-phrase="size"]');
  await card.locator('[data-action="choose"]').click();
  await beside.locator('#notice[data-kind="inserted"]').waitFor();
  assert.equal(await composerText(chat, 'textarea.Composer-input'), PACK.phrases[0].body);
  assert.equal(await chat.locator('.Modal img').count(), 0, 'the text brings no picture');
  await beside.locator('.offered [data-action="picture_insert"]').first().click();
  await beside.locator('#notice[data-kind="picture_inserted"]').waitFor();
  await chat.locator('.Modal img, [role="dialog"] img').first().waitFor();
  assert.deepEqual(await chat.evaluate(() => [window.pictures, window.sent]), [[], []]);
  // Pressed by the test in the agent's place.
  await chat.locator('[role="dialog"] .Btn--primary').click();
  assert.deepEqual(await chat.evaluate(() => window.pictures), [{ name: '尺码表.png', type: 'image/png', size: GREEN.length }]);
  await beside.locator('[data-action="pictures_close"]').click();
  await beside.locator('.offered').waitFor({ state: 'detached' });
  await beside.close();
  await chat.close();
});

test('a page that takes none says so, and the picture goes onto the clipboard for a paste by hand', async () => {
  await page.bringToFront();
  await openPhrase();
  await panel.locator('[data-action="go"][data-name="list"]').click();
  await panel.locator('[data-action="use"][data-name="size"]').click();
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  await drawn('.offered');
  const dragged = await panel.locator('.offered img').first().evaluate((img) => {
    const dataTransfer = new DataTransfer();
    for (const type of ['text/plain', 'text/uri-list', 'text/html']) dataTransfer.setData(type, img.src);
    dataTransfer.items.add(new File(['x'], 'x.png', { type: 'image/png' }));
    img.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }));
    return [...dataTransfer.types];
  });
  assert.deepEqual(dragged, ['Files'], 'a box that takes no files gets no address of ours');
  await panel.bringToFront();
  await panel.locator('.offered [data-action="picture_insert"]').nth(1).click();
  await panel.locator('#notice[data-kind="picture_not_taken"] [data-action="picture_copy"]').click();
  await panel.locator('#notice[data-kind="picture_copied"]').waitFor();
  await page.bringToFront();
  await page.evaluate(() => {
    window.pasted = new Promise((done) => {
      document.addEventListener('paste', (event) => done([event.isTrusted, ...[...event.clipboardData.files].map(({ type }) => type)]), { once: true });
    });
  });
  await page.locator('#composer').press('Control+V');
  assert.deepEqual(await page.evaluate(() => window.pasted), [true, 'image/png']);
});

test('a colleague’s panel gets the pictures with the pack, and says which are not there', async () => {
  const others = await open({});
  try {
    const chat = await others.page('/index.html');
    [panel] = [await others.panel(chat)];
    const bare = JSON.parse(pack);
    delete bare.images;
    await importPack(JSON.stringify(bare));
    await panel.click('#import');
    await openPhrase();
    await panel.locator('.pictures .no-picture:not(:empty)').nth(1).waitFor();
    assert.match(await panel.locator('.pictures').innerText(), /不在这台电脑上/);
    const wrong = JSON.parse(pack);
    wrong.images[nameOf(RED)] = wrong.images[nameOf(GREEN)];
    await importPack(JSON.stringify(wrong));
    assert.match(await panel.locator('#view').innerText(), new RegExp(nameOf(RED).slice(0, 8)));
    await importPack(pack);
    assert.match(await panel.locator('#view').innerText(), /2 张图片/);
    await panel.click('#import');
    await panel.locator('#notice[data-kind="imported"]').waitFor();
    await openPhrase();
    await drawn('.pictures');
    assert.equal(await panel.locator('.pictures img').count(), 2);
    assert.deepEqual(others.complaints, []);
  } finally {
    const { ours } = await others.close();
    assert.deepEqual(ours, []);
  }
});

test('a lost profile comes back from all files, and a full disk is told before a picture is missed', async () => {
  const others = await open({});
  try {
    panel = await others.panel(await others.page('/index.html'));
    const choose = async ([name, text]) => {
      await panel.click('#tab-settings');
      await panel.setInputFiles('#read-pack', { name, mimeType: 'application/json', buffer: Buffer.from(text) });
      await panel.locator('#restore').waitFor();
      await panel.click('#restore');
    };
    await panel.evaluate(() => {
      const pictures = globalThis.Pictures;
      globalThis.Pictures = { ...pictures, keepUrl: () => Promise.reject(new DOMException('full', 'QuotaExceededError')), keep: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
      window.free = () => { globalThis.Pictures = pictures; };
    });
    const [first, ...rest] = [...parts].sort(([one], [other]) => one.length - other.length);
    await choose(first);
    await panel.locator('#notice[data-kind="picture_not_kept"]', { hasText: '再恢复一次' }).waitFor();
    await openPhrase();
    await panel.setInputFiles('#add-pictures', [file('新图.png', png(70, 70, [1, 2, 3]))]);
    await panel.locator('#notice[data-kind="picture_refused"]', { hasText: '新图.png：没存下来' }).waitFor();
    await panel.evaluate(() => window.free());
    for (const part of [first, ...rest]) {
      await choose(part);
      await panel.locator('#notice[data-kind="restored"]').waitFor();
    }
    await saved();
    await panel.close();
    panel = await others.panel(await others.page('/index.html'));
    await openPhrase();
    await drawn('.pictures');
    assert.equal(await panel.locator('.pictures img').count(), 2);
    assert.deepEqual(others.complaints, []);
  } finally {
    await others.close();
  }
});
