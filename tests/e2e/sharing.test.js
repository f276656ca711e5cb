// Files of other programs in and out by the packs room of the real extension, and who signed a pack.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import { open, ROOT, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open();
after(() => session.close());
const test = testsOf(session);
const panel = await session.panel(await session.page('/'));
const shared = (name) => join(ROOT, 'exchange/tests/fixtures', name);

await panel.locator('#tab-library').click();
await panel.locator('[data-action="go"][data-name="packs"]').click();

const choose = (file) => panel.locator('#read-pack').setInputFiles(file);
const plan = () => panel.locator('h1', { hasText: '导入前看一眼' }).waitFor();
const lines = (text) => panel.locator('li', { hasText: text });
const back = () => panel.locator('[data-action="go"][data-name="packs"]').first().click();
const packTitles = () => panel.locator('.packs li bdi').allTextContents();
const bytesOf = async (download) => readFile(await download.path());

// Writes a pack as another program's file, by the agent's own steps; gives what it can't hold, and the file.
async function exportAs(pack, format) {
  await panel.locator(`[id="export-as-${pack}"]`).selectOption(format);
  await panel.locator('#write-as').waitFor();
  const lost = await panel.locator('#panel ul.list li').allTextContents();
  const [download] = await Promise.all([panel.waitForEvent('download'), panel.locator('#write-as').click()]);
  return { lost, name: download.suggestedFilename(), bytes: await bytesOf(download) };
}

test('case 17: a Qianniu CSV in GBK is planned, imported, and taken back with one click', async () => {
  await choose(shared('qianniu_gbk.csv'));
  await plan();
  await panel.locator('h2', { hasText: '新增 4 条' }).waitFor();
  const remarks = await panel.locator('.remarks li').allTextContents();
  assert.ok(remarks.some((line) => line.startsWith('#6') && line.includes('没有正文')), JSON.stringify(remarks));
  assert.ok(remarks.some((line) => line.startsWith('#7') && line.includes('多 1 格')), JSON.stringify(remarks));
  assert.ok(remarks.some((line) => line.includes('文字编码是推断的')), JSON.stringify(remarks));
  const before = await session.stored();
  await panel.locator('#import').click();
  await panel.locator('#notice[data-kind="imported"]').waitFor();
  assert.ok((await packTitles()).includes('qianniu_gbk'));
  assert.notDeepEqual(await session.stored(), before);
  await panel.locator('[data-action="go"][data-name="list"]').click();
  await panel.locator('[data-action="undo"]').click();
  await panel.locator('#notice[data-kind="undone"]').waitFor();
  await panel.locator('[data-action="go"][data-name="packs"]').click();
  assert.ok(!(await packTitles()).includes('qianniu_gbk'), 'the pack is gone again');
});

test('case 18: a CSV with a formula-like cell goes out harmless and comes back without a change, under any name', async () => {
  await choose(shared('qianniu_gbk.csv'));
  await plan();
  await panel.locator('#import').click();
  const { lost, name, bytes } = await exportAs('qianniu_gbk', 'csv');
  assert.deepEqual([lost, name], [[], 'qianniu-gbk.csv']);
  const text = bytes.toString('utf8');
  assert.ok(text.includes('现货秒发') && !/(^|,|\n)"?=现货/u.test(text), text);
  await choose({ name: '改过名字 (1).csv', mimeType: 'text/csv', buffer: bytes });
  await plan();
  await lines('4 条没有变化').waitFor();
  assert.ok(await panel.locator('#import').isDisabled());
  const edited = Buffer.from(text.replace('放心拍', '放心下单'));
  await back();
  await choose({ name: 'x.csv', mimeType: 'text/csv', buffer: edited });
  await panel.locator('h2', { hasText: '更新 1 条' }).waitFor();
  await back();
});

test('what a format cannot hold is listed before the file is written', async () => {
  const { lost, name, bytes } = await exportAs('qianniu_gbk', 'chatwoot');
  assert.ok(lost.some((line) => line.startsWith('分组')), JSON.stringify(lost));
  assert.ok(name.startsWith('qianniu-gbk') && bytes.length > 0);
  const workbook = await exportAs('qianniu_gbk', 'xlsx');
  assert.equal(workbook.bytes.subarray(0, 2).toString(), 'PK');
});

test('a workbook that is dropped on the room is planned like one that is chosen', async () => {
  const bytes = [...await readFile(shared('shop_workbook.xlsx'))];
  await panel.evaluate((all) => {
    const carried = new DataTransfer();
    carried.items.add(new File([new Uint8Array(all)], '本店.xlsx'));
    const options = { bubbles: true, cancelable: true, dataTransfer: carried };
    document.querySelector('.packs').dispatchEvent(new DragEvent('dragover', options));
    document.querySelector('.packs').dispatchEvent(new DragEvent('drop', options));
  }, bytes);
  await plan();
  await panel.locator('h2', { hasText: '新增 3 条' }).waitFor();
  await panel.locator('#import').click();
  await panel.locator('#notice[data-kind="imported"]').waitFor();
  assert.ok((await packTitles()).includes('本店'));
});

test('case 16: what is no phrase file is refused in words, and nothing changes', async () => {
  await choose({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
  await panel.locator('#notice[data-kind="no_file"]', { hasText: '读不了这种文件' }).waitFor();
});

test('a signed pack says who signed it, and whether anything changed since', async () => {
  const pack = await readFile(join(ROOT, 'tests/packs/team-full.json'), 'utf8');
  const chosen = async (text) => {
    await choose({ name: 'team.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await plan();
    await panel.locator('.signed:not([role="status"])').waitFor();
    const told = await panel.locator('.signed').textContent();
    await back();
    return told;
  };
  assert.match(await chosen(pack), /小鹿店长 · 签名后没有改动([0-9a-z]{4} ){7}[0-9a-z]{4}$/);
  assert.match(await chosen(pack.replace('在的，您说', '在的，请讲')), /签名后有改动/);
  const forged = pack.replace(/"value":"(.)/, (_, digit) => `"value":"${digit === '0' ? '1' : '0'}`);
  assert.notEqual(forged, pack);
  assert.match(await chosen(forged), /签名是假的/);
});

test('nothing of all this left the machine', async () => {
  assert.deepEqual((await session.close()).ours, []);
});
