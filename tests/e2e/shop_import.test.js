// The shop's files, from the agent's choice to what is kept: nothing changes before the plan is confirmed, it can be taken
// back, and it is there when the panel opens again.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { open, ROOT, testsOf } from '../../xtask/drive/browser.mjs';
import { learnt } from '../../xtask/drive/shop.mjs';

const folder = await mkdtemp(join(tmpdir(), 'qinyu-shop-'));
execFileSync('cargo', ['run', '-q', '-p', 'xtask', '--', 'sample-shop', folder], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
const session = await open();
after(async () => {
  await session.close();
  await rm(folder, { recursive: true });
});
const test = testsOf(session);

// Tasks of the panel that take longer than 50 ms, from the browser's own measure.
const LONG_TASKS = () => {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask' });
};
const page = await session.page('/');
const opened = async () => {
  const panel = await session.panel(page, { prepare: (fresh) => fresh.addInitScript(LONG_TASKS) });
  await panel.locator('#tab-shop').click();
  return panel;
};
let panel = await opened();

const SAMPLE = (name) => join(folder, name);
const written = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const choose = (...files) => panel.locator('#read-shop').setInputFiles(files);
const planned = async (kind) => {
  const plan = panel.locator(`#shop-plan[data-kind="${kind}"]`);
  await plan.waitFor({ timeout: 60_000 });
  return plan.innerText();
};
const apply = async () => {
  await panel.locator('#shop_apply').click();
  await panel.locator('#shop-done').waitFor({ timeout: 60_000 });
};
const count = () => panel.locator('#shop-count');

test('a catalogue is planned, put away, imported and taken back', async () => {
  await panel.locator('#shop-files .empty').waitFor();
  await choose(SAMPLE('catalogue.csv'));
  assert.match(await planned('catalogue'), /新增 300 件商品，修改 0 件，不变 0 件/);
  await panel.locator('#shop_put_away').click();
  await panel.locator('#shop-files .empty').waitFor();

  await choose(SAMPLE('catalogue.csv'));
  await planned('catalogue');
  await apply();
  await count().filter({ hasText: '共 300 件商品' }).waitFor();
  await learnt(panel);
  await panel.locator('#shop_undo').click();
  await panel.locator('#shop-files .empty').waitFor();

  await choose(SAMPLE('catalogue.csv'));
  await planned('catalogue');
  await apply();
  await count().waitFor();
});

test('orders and their lines in GBK come in one after the other', async () => {
  const text = new TextDecoder('gb18030').decode(await readFile(SAMPLE('orders.csv')));
  const orders = text.trim().split('\n').length - 1;
  await choose(SAMPLE('orders.csv'), SAMPLE('order_lines.csv'));
  assert.match(await planned('orders'), new RegExp(`新增 ${orders} 个订单`));
  await panel.locator('#shop_apply').click();
  // Those of which every line was given back are as the orders say already: nothing of them was bought.
  const [, added, changed, same] = (await planned('lines')).match(/新增 (\d+) 个订单，修改 (\d+) 个，不变 (\d+) 个/).map(Number);
  assert.deepEqual([added, changed + same], [0, orders]);
  assert.ok(changed > 0.9 * orders, `${changed} of ${orders} orders got their lines`);
  await apply();
  await learnt(panel);
});

test('unpaid orders of a file are listed to be urged, until a later file has them paid', async () => {
  const two = (part) => String(part).padStart(2, '0');
  const at = new Date(Date.now() - 30 * 60_000);
  const placed = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:00`;
  const file = (state) => written('待付款.csv', '订单编号,买家会员名,总金额,订单状态,订单创建时间,宝贝标题,宝贝种类\n'
    + `="8801",小羊,59.00,${state},${placed},毛巾,1\n`);
  await choose(file('等待买家付款'));
  await planned('orders');
  await panel.locator('#shop-plan .link').filter({ hasText: '1 单未付款，已列到「跟进」' }).click();
  const entry = panel.locator('.unpaid').filter({ hasText: '小羊' });
  assert.match(await entry.innerText(), /59 元[^]*拍下[^]*订单 8801 毛巾/);
  await panel.locator('#tab-shop').click();
  await panel.locator('#shop_put_away').click();
  await choose(file('买家已付款等待卖家发货'));
  await planned('orders');
  assert.equal(await panel.locator('#shop-plan .link').count(), 0);
  await panel.locator('#shop_put_away').click();
  await panel.locator('#tab-follow_ups').click();
  await panel.locator('#tab-follow_ups[aria-selected="true"]').waitFor();
  assert.equal(await entry.count(), 0);
  await panel.locator('#tab-shop').click();
  await panel.locator('#room-files').click();
});

test('notes of colours that come in with the items stand on the page of their item', async () => {
  await choose(written('颜色.csv', 'id,标题,颜色建议\nC1,亚麻衬衫,米白: 显白; 春夏 | 黑色: 百搭\n'));
  await planned('catalogue');
  await apply();
  await learnt(panel);
  await panel.locator('#room-items').click();
  await panel.locator('#shop-search').fill('亚麻衬衫');
  await panel.locator('.item .use').filter({ hasText: '亚麻衬衫' }).click();
  await panel.locator('li').filter({ hasText: '米白 显白; 春夏' }).waitFor();
  await panel.locator('#room-files').click();
  await panel.locator('#shop_undo').click();
  await count().filter({ hasText: '共 300 件商品' }).waitFor();
});

test('the same files change nothing, a changed one says what, and what is absent stays unless the agent says otherwise', async () => {
  await choose(SAMPLE('catalogue.csv'));
  assert.match(await planned('catalogue'), /新增 0 件商品，修改 0 件，不变 300 件/);
  assert.equal(await panel.locator('#shop_apply').count(), 0);
  await panel.locator('#shop_put_away').click();
  const [head, first, second] = (await readFile(SAMPLE('catalogue.csv'), 'utf8')).split('\n');
  await choose(written('two.csv', [head, first.replace(/[^,]*$/, ''), second].join('\n')));
  const text = await planned('catalogue');
  assert.match(text, /文件里没有的 298 项/);
  await panel.locator('#shop_put_away').click();
});

test('a file without a needed column asks for it, and the answer is remembered', async () => {
  const file = written('三列.csv', '识别码,品名,单价\nN1,新枕头,59.00\nN2,新枕套,-1\n');
  await choose(file);
  await panel.locator('#shop-columns').waitFor();
  await panel.locator('#shop-column-item_id').selectOption('识别码');
  await panel.locator('#shop_mapped').click();
  const text = await planned('catalogue');
  assert.match(text, /新增 2 件商品/);
  assert.match(text, /第 3 行 · 价格 · 不能是负数/);
  await panel.locator('#shop_put_away').click();
  await choose(file);
  assert.match(await planned('catalogue'), /新增 2 件商品/);
  await panel.locator('#shop_put_away').click();
});

test('what is no table is refused in words', async () => {
  await choose({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 nothing') });
  await panel.locator('#shop-failed').filter({ hasText: '请用 csv、xlsx 或 xls' }).waitFor();
  await panel.locator('#shop_put_away').click();
});

// As a file on the disk: handed over as bytes, the page itself would have to decode them.
const lines = async (count) => {
  const row = (at, order) => `L${order},${700_000 + (at * 7) % 300},1,买家${order % 9_000},2026-0${1 + order % 9}-11`;
  const rows = Array.from({ length: count }, (_, at) => row(at, Math.floor(at / 2)));
  const path = join(folder, `${count}.csv`);
  await writeFile(path, `订单编号,商品ID,购买数量,买家会员名,订单创建时间\n${rows.join('\n')}\n`);
  return path;
};

test('100,000 lines leave the panel responsive, and a cancel leaves everything as it was', async (t) => {
  const large = await lines(100_000);
  const generation = () => panel.evaluate(async () => (await globalThis.Shop.load([])).generation);
  const before = await generation();
  await panel.evaluate(() => { globalThis.longTasks.length = 0; });
  await choose(large);
  assert.match(await planned('lines'), /新增 50000 个订单/);
  const tasks = await panel.evaluate(() => globalThis.longTasks);
  t.diagnostic(`long tasks while 100,000 lines were read: ${JSON.stringify(tasks.map(Math.round))}`);
  assert.deepEqual(tasks.filter((duration) => duration > 50), []);
  await panel.locator('#shop_put_away').click();

  await choose(await lines(400_000));
  await panel.locator('#shop_cancel').click();
  await panel.locator('#shop_cancel').waitFor({ state: 'detached' });
  assert.equal(await panel.locator('#shop-plan').count(), 0);
  assert.equal(await generation(), before);
});

test('the shop is there when the panel opens again, and a second panel follows', async () => {
  const other = await opened();
  await other.getByRole('status').filter({ hasText: '共 300 件商品' }).waitFor();
  await other.click('#room-files');
  await other.locator('#shop-count', { hasText: '共 300 件商品' }).waitFor();
  await choose(written('one.csv', 'id,标题\nN1,新枕头\n'));
  await planned('catalogue');
  await apply();
  await other.locator('#shop-count', { hasText: '共 301 件商品' }).waitFor();
  await panel.close();
  panel = other;
});

test('a part that the database lost comes from the folder', async () => {
  const mended = await panel.evaluate(async () => {
    const database = await new Promise((resolve) => {
      const request = indexedDB.open('qinyu-shop', 1);
      request.onsuccess = () => resolve(request.result);
    });
    const cleared = database.transaction(['parts', 'roots'], 'readwrite');
    cleared.objectStore('parts').clear();
    cleared.objectStore('roots').clear();
    await new Promise((resolve) => { cleared.oncomplete = resolve; });
    const { parts, lost } = await globalThis.Shop.load(['catalogue', 'orders']);
    const keys = database.transaction('parts').objectStore('parts').getAllKeys();
    await new Promise((resolve) => { keys.onsuccess = resolve; });
    return { names: Object.keys(parts), lost, back: keys.result.length };
  });
  assert.deepEqual(mended, { names: ['catalogue', 'orders'], lost: [], back: 2 });
});

// Turns a bit in parts of the database, and in the folder's too where both are to be broken; their names are kept.
const flip = (names, isBoth) => panel.evaluate(async ([flipped, both]) => {
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const database = await done(indexedDB.open('qinyu-shop', 1));
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('shop');
  // Read once, so that both copies are whole.
  const { sums } = await globalThis.Shop.load(flipped);
  for (const name of flipped.map((part) => sums[part])) {
    const bytes = await done(database.transaction('parts').objectStore('parts').get(name));
    bytes[bytes.length >> 1] ^= 1;
    await done(database.transaction('parts', 'readwrite').objectStore('parts').put(bytes, name));
    if (!both) continue;
    const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await writable.write(bytes);
    await writable.close();
  }
  database.close();
}, [names, isBoth]);
const known = () => panel.evaluate(async () => {
  const { parts, lost } = await globalThis.Shop.load(['catalogue', 'orders', 'learnt']);
  return { parts: Object.keys(parts), lost };
});

test('a bit that turned in one copy is mended from the other', async () => {
  await flip(['catalogue', 'orders', 'learnt'], false);
  assert.deepEqual(await known(), { parts: ['catalogue', 'orders', 'learnt'], lost: [] });
  // The folder's copy is broken next: what was mended is whole.
  await panel.evaluate(async () => {
    const home = await (await navigator.storage.getDirectory()).getDirectoryHandle('shop');
    for await (const name of home.keys()) if (!name.startsWith('root.')) await home.removeEntry(name);
  });
  assert.deepEqual(await known(), { parts: ['catalogue', 'orders', 'learnt'], lost: [] });
});

test('what was learnt and is broken in both copies is learnt anew, a broken part is named', async () => {
  await flip(['learnt'], true);
  assert.deepEqual((await known()).lost, ['learnt']);
  await panel.close();
  panel = await opened();
  await panel.waitForFunction(async () => !(await globalThis.Shop.load(['learnt'])).lost.length, undefined, { timeout: 60_000, polling: 200 });
  await panel.click('#room-files');
  assert.equal(await panel.locator('#shop-files [role="alert"]').count(), 0);

  await flip(['catalogue'], true);
  await panel.close();
  panel = await opened();
  await panel.click('#room-files');
  await panel.getByText('读不出已保存的').waitFor();
});

test('nothing of all this left the machine', async () => {
  assert.deepEqual((await session.close()).ours, []);
});
