// Times what a large shop asks of the panel: a catalogue and a year of order lines are brought in as an agent does, the
// panel is opened again and searched. Prints figures and each task that held the panel for more than 50 ms; the last
// line is one JSON object. The shop is made up here, seeded: it measures size, not what is found in it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from './browser.mjs';
import { learnt } from './shop.mjs';

const [ITEMS, LINES] = [Number(process.argv[2] ?? 20_000), Number(process.argv[3] ?? 1_000_000)];
const FIRST_ITEM = 610_000_000;
const DAYS = 390;
// A buyer orders some of one corner of the catalogue, and some of what everybody buys.
const SHARE_OF_A_CORNER = 0.4;
const CORNER = 30;
const BUYERS = 60_000;
const LARGEST_ORDER = 20;
const PATIENCE_MS = 600_000;

function drawn(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

function catalogue() {
  const styles = ['简约', '北欧', '日系', '复古', '小清新', '中式', '原创', '法式'];
  const materials = ['全棉', '亚麻', '天丝', '羊毛', '真丝', '牛皮', '陶瓷', '玻璃'];
  const kinds = ['四件套', '被套', '枕头', '连衣裙', 'T恤', '牛仔裤', '围巾', '水杯', '餐盘', '笔记本', '台灯', '抱枕', '地毯', '窗帘', '毛巾', '袜子'];
  const colours = ['月白', '雾蓝', '燕麦', '豆沙粉', '墨绿', '烟灰', '杏色', '藏青'];
  const rows = Array.from({ length: ITEMS }, (_, i) => {
    const kind = i % kinds.length;
    const title = `${styles[i % 8]}${materials[(i >> 3) % 8]}${kinds[kind]}第${i}款 ${colours[(i >> 6) % 8]}`;
    const id = FIRST_ITEM + i;
    return `${id},${title},类${kind % 4} > ${kinds[kind]}${(i >> 4) % 10},${10 + (i % 300)}.00,${i % 400},https://item.shop.example/item.htm?id=${id}`;
  });
  return `商品ID,标题,类目,价格,库存,链接\n${rows.join('\n')}\n`;
}

function orderLines() {
  const draw = drawn(12_345);
  const popular = () => Math.floor(ITEMS * draw() ** 3);
  const rows = ['订单编号,商品ID,购买数量,买家会员名,订单创建时间'];
  for (let order = 0; rows.length <= LINES; order += 1) {
    const day = Math.floor((rows.length / LINES) * DAYS);
    const date = new Date(Date.UTC(2025, 10, 1 + day)).toISOString().slice(0, 10);
    const corner = popular();
    for (let line = 1 + Math.floor(draw() * draw() * LARGEST_ORDER); line > 0 && rows.length <= LINES; line -= 1) {
      const item = draw() < SHARE_OF_A_CORNER ? (corner + Math.floor(draw() * CORNER)) % ITEMS : popular();
      rows.push(`L${order},${FIRST_ITEM + item},1,买家${Math.floor(draw() * BUYERS)},${date}`);
    }
  }
  return `${rows.join('\n')}\n`;
}

const folder = mkdtempSync(join(tmpdir(), 'large-shop-'));
writeFileSync(join(folder, 'catalogue.csv'), catalogue());
writeFileSync(join(folder, 'lines.csv'), orderLines());

const session = await open({});
const page = await session.page('/');
const opened = () => session.panel(page, {
  prepare: (fresh) => fresh.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => Math.round(duration))))
      .observe({ type: 'longtask' });
  }),
});
const steps = [];
// What a step took, with the tasks of more than 50 ms in it.
async function step(name, run, rest = 1500) {
  const start = performance.now();
  await run();
  const seconds = (performance.now() - start) / 1000;
  await new Promise((rested) => { setTimeout(rested, rest); });
  const tasks = await panel.evaluate(() => globalThis.longTasks.splice(0));
  steps.push({ name, seconds: Number(seconds.toFixed(2)), tasks });
  console.log(`${name.padEnd(28)} ${seconds.toFixed(2).padStart(7)} s  ${tasks.length ? `tasks of ${tasks.join(', ')} ms` : ''}`);
}

console.log(`${ITEMS} items, ${LINES} order lines`);
let panel = await opened();
await step('panel opened', () => panel.locator('#tab-shop').click());
await panel.locator('#room-files').click();
for (const file of ['catalogue', 'lines']) {
  await step(`${file} planned`, async () => {
    await panel.locator('#read-shop').setInputFiles(join(folder, `${file}.csv`));
    await panel.locator('#shop_apply').waitFor({ timeout: PATIENCE_MS });
  }, 0);
  await step(`${file} kept`, async () => {
    await panel.locator('#shop_apply').click();
    await panel.locator('#shop-done').waitFor({ timeout: PATIENCE_MS });
  }, 0);
  await step(`${file} learnt`, async () => {
    // It begins a moment after the file is kept.
    await panel.locator('#shop-learning').waitFor({ timeout: 5000 }).catch(() => {});
    await learnt(panel, PATIENCE_MS);
  });
}
await panel.close();
await step('opened again', async () => { panel = await opened(); }, 6000);
await step('library', () => panel.locator('#tab-library').click());
await step('first key', () => panel.locator('#search').fill('s'));
await step('third key', () => panel.locator('#search').fill('sjt'));
await step('shop', () => panel.locator('#tab-shop').click());
for (const room of ['items', 'pairs', 'sales', 'promotions']) await step(`room ${room}`, () => panel.locator(`#room-${room}`).click());
const kept = await panel.evaluate(async () => Object.values((await globalThis.Shop.load(['catalogue', 'orders', 'learnt'])).parts)
  .reduce((sum, bytes) => sum + bytes.length, 0));
const { complaints } = session;
const chromium = session.context.browser()?.version() ?? null;
await session.close();
rmSync(folder, { recursive: true });
if (complaints.length) throw new Error(`a page logged errors:\n${complaints.join('\n')}`);
console.log(JSON.stringify({ chromium, items: ITEMS, lines: LINES, kept_mb: Number((kept / 1e6).toFixed(1)), steps }));
