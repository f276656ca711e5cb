// Case 15: a pack file that means harm, through the real panel's own import. What could mislead is refused with its place,
// what only looks like it is a name like any other, and the library stays as it was.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ phrases: [{ id: 'own', title: '㐀一', body: '今天发出。' }] });
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/');
const panel = await session.panel(page);
await panel.click('#tab-library');
await panel.locator('[data-action="go"][data-name="packs"]').click();

const read = (text) => panel.setInputFiles('#read-pack', { name: 'team.json', mimeType: 'application/json', buffer: Buffer.from(text) });
const pack = (phrases, more = '') => `{"format":"qinyu-pack","version":1,"id":"team","title":"T",${more}\n"phrases":[${phrases}]}`;
const kept = async () => {
  await panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
  return session.stored();
};

const HARMFUL = {
  'a name twice': [pack('{"id":"a","body":"好的",\n"body":"不好"}'), '第 3 行第 6 个字符：同一个名字写了两次'],
  'a depth of ten thousand': [pack(`${'['.repeat(10_000)}${']'.repeat(10_000)}`), '第 2 行第 42 个字符：嵌套太深'],
  'no number': [pack('{"id":"a","body":NaN}'), '第 2 行第 29 个字符'],
  'half a surrogate pair': [pack('{"id":"a","body":"\\ud83d"}'), '第 2 行第 36 个字符'],
  'cut off': [pack('').slice(0, -3), '第 2 行第 10 个字符'],
};
for (const [what, [text, place]] of Object.entries(HARMFUL)) {
  test(`case 15: ${what} is refused, and nothing changes`, async () => {
    const before = await kept();
    await read(text);
    await panel.locator('#notice[data-kind="no_pack"]', { hasText: place }).waitFor();
    assert.equal(await panel.locator('#import').count(), 0);
    await panel.locator('[data-action="close_notice"]').click();
    await panel.locator('#notice[data-kind]').waitFor({ state: 'detached' });
    assert.deepEqual(await kept(), before);
  });
}

test('case 15: names of a prototype are names like any other, and reach no object of the panel’s', async () => {
  await read(pack('{"id":"__proto__","body":"好的","constructor":{"prototype":{"polluted":1}},"__proto__":{"polluted":1}}', '"__proto__":{"polluted":1},"toString":1,'));
  await panel.locator('#import').click();
  await panel.locator('[data-action="drop_pack"][data-name="team"]').waitFor();
  await kept();
  assert.equal(await panel.evaluate(() => ({}).polluted ?? [].polluted ?? Object.polluted), undefined);
  await panel.locator('[data-action="go"][data-name="list"]').click();
  await panel.locator('.phrase .body', { hasText: '好的' }).first().waitFor();
});
