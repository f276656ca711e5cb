// The team's folder in a real Chromium: two installations, each with a folder of its own, and the test in between as the
// program that keeps the two in step. The folders are those of the origin's private file system.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { open, testsOf } from '../../xtask/drive/browser.mjs';

const TEAM = JSON.stringify({
  format: 'qinyu-pack', version: 2, id: 'team', title: '小鹿团队',
  phrases: [{ id: 'a', title: '发货', body: '今天发出' }, { id: 'b', title: '问候', body: '在的' }],
});

const sessions = [await open(), await open()];
after(() => Promise.all(sessions.map((session) => session.close())));
const test = testsOf(sessions[0]);

async function panelIn(session) {
  const panel = await session.panel(await session.page('/'), {
    prepare: (page) => page.addInitScript(() => {
      window.showDirectoryPicker = async () => {
        if (!navigator.userActivation.isActive) throw new DOMException('a click is needed', 'SecurityError');
        return (await navigator.storage.getDirectory()).getDirectoryHandle('客服', { create: true });
      };
    }),
  });
  await panel.locator('#tab-library').click();
  await panel.locator('[data-action="go"][data-name="packs"]').click();
  return panel;
}

const [ann, bob] = [await panelIn(sessions[0]), await panelIn(sessions[1])];

const put = (panel, name, text) => panel.evaluate(async ([file, content]) => {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('客服', { create: true });
  const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
  await writable.write(content);
  await writable.close();
}, [name, text]);

const files = (panel) => panel.evaluate(async () => {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('客服', { create: true });
  const found = {};
  // Not the file beside it in which the browser writes.
  for await (const [name, handle] of folder.entries()) {
    // One that is replaced at this moment can't be read; it is looked at again.
    if (name.endsWith('.json')) found[name] = await handle.getFile().then((file) => file.text()).catch(() => '');
  }
  return found;
});

// Waits for a file of this ending; the panel looks every five seconds.
async function written(panel, holds) {
  for (;;) {
    const own = Object.entries(await files(panel)).find(([name, text]) => /^team\.[0-9a-z]{8}\.qinyu\.json$/.test(name) && text.includes(holds));
    if (own) return own;
    await panel.evaluate(() => new Promise(requestAnimationFrame));
  }
}

const seen = { timeout: 20_000 };
const section = (panel) => panel.locator('#team-folder');
const go = (panel, room) => panel.locator(`[data-action="go"][data-name="${room}"]`).click();

async function write(panel, id, body) {
  await go(panel, 'list');
  await panel.locator(`[data-action="open"][data-name="${id}"]`).click();
  await panel.locator('#field-body').fill(body);
  await panel.locator('#field-body').blur();
  await go(panel, 'list');
  await go(panel, 'packs');
}

async function shows(panel, body) {
  await go(panel, 'list');
  await panel.locator('.phrase .body', { hasText: body }).waitFor(seen);
  await go(panel, 'packs');
}

test('a folder that was chosen brings its packs', async () => {
  for (const panel of [ann, bob]) {
    await put(panel, 'team.qinyu.json', TEAM);
    await section(panel).locator('[data-name="choose"]').click();
    await section(panel).getByText('客服', { exact: true }).waitFor();
    await panel.locator('.packs bdi', { hasText: '小鹿团队' }).waitFor(seen);
    await panel.locator('#maintain-team').check();
  }
  assert.match(await section(ann).innerText(), /已并入 1 个文件/);
});

test('edits of two installations cross over, each in a file of its own', async () => {
  await write(ann, 'a', '今天16点前发出');
  await write(bob, 'b', '在的，亲');
  const [fromAnn, fromBob] = [await written(ann, '今天16点前发出'), await written(bob, '在的，亲')];
  assert.notEqual(fromAnn[0], fromBob[0]);
  assert.deepEqual(JSON.parse(fromAnn[1]).phrases.map(({ id }) => id), ['a'], 'only what was edited');
  await put(bob, ...fromAnn);
  await put(ann, ...fromBob);
  await shows(bob, '今天16点前发出');
  await shows(ann, '在的，亲');
});

test('half a file waits until it is whole', async () => {
  await write(bob, 'a', '今天18点前发出');
  const [name, text] = await written(bob, '今天18点前发出');
  await put(ann, name, text.slice(0, text.length - 20));
  await section(ann).getByText('还没传完').waitFor(seen);
  await go(ann, 'list');
  assert.equal(await ann.locator('.phrase .body', { hasText: '今天18点前' }).count(), 0);
  await go(ann, 'packs');
  await put(ann, name, text);
  await section(ann).getByText('还没传完').waitFor({ state: 'detached', ...seen });
  await shows(ann, '今天18点前发出');
});

test('the folder is there after a new start, and left when it is no longer wanted', async () => {
  await ann.reload();
  await ann.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
  await ann.locator('#tab-library').click();
  await go(ann, 'packs');
  await section(ann).getByText('已并入 3 个文件').waitFor(seen);
  await section(ann).locator('[data-name="leave"]').click();
  await section(ann).getByText('选择文件夹').waitFor();
  await shows(ann, '今天18点前发出');
});

test('a browser without folders says so and offers import', async () => {
  const panel = await sessions[1].panel(await sessions[1].page('/'), {
    prepare: (page) => page.addInitScript(() => { delete window.showDirectoryPicker; }),
  });
  await panel.locator('#tab-library').click();
  await go(panel, 'packs');
  await section(panel).getByText('导入话术包').waitFor();
  assert.equal(await section(panel).locator('button').count(), 0);
});

test('nothing of all this left the machine', async () => {
  for (const session of sessions) assert.deepEqual((await session.close()).ours, []);
});
