// Every kind of input box that the insertion is tested in, and the cells of the matrix: what is done in each of them.
// editors_*.test.js and kits.test.js stand on it.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { after } from 'node:test';
import { build } from 'esbuild';
import { open, PATIENCE_MS, ROOT, testsOf } from '../../xtask/drive/browser.mjs';
import { pagePort } from '../../xtask/drive/page_port.mjs';

// Each cell runs as often, in the same page, none of them a second try of the one before.
const ROUNDS = [1, 2, 3];

const PAGES = join(ROOT, 'tests/e2e/pages/kinds');

// The bundles of these files, each with all that its page needs: nothing is asked of the network.
export async function bundle(files) {
  const all = await readdir(PAGES);
  await build({
    entryPoints: files.map((file) => join(PAGES, all.find((name) => basename(name, extname(name)) === file))),
    outdir: join(ROOT, 'target/e2e/kinds'), bundle: true, format: 'iife', logLevel: 'error', loader: { '.css': 'text' },
    // The kit's «browser» build is a UMD file without a default export; Draft.js knows the global object by node's name.
    mainFields: ['module', 'main'], define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  });
}

// A kit's style sheet that asks its maker's server for fonts; a test asks nobody.
const offline = {
  name: 'offline',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^https?:/ }, ({ path }) => ({ path, namespace: 'offline' }));
    onLoad({ filter: /./, namespace: 'offline' }, () => ({ contents: '', loader: 'dataurl' }));
  },
};

// The page of Alibaba's kit, with its style sheet beside it.
export const bundleChatui = () => build({
  entryPoints: [join(ROOT, 'tests/e2e/pages/chatui.jsx')], outfile: join(ROOT, 'target/e2e/chatui.js'),
  bundle: true, format: 'iife', mainFields: ['module', 'main'], plugins: [offline], define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error',
});

// A browser for pages of these files.
export async function start(files) {
  await bundle(files);
  const session = await open({ folders: { '/': 'www', '/pages/': 'tests/e2e/pages', '/built/': 'target/e2e' } });
  after(() => session.close());
  return { session, test: testsOf(session) };
}

// One page of a kind with the page side's port: { page, type, insert, model, … }.
export class Desk {
  #request = 0;

  static async open(session, { path, box = '#composer' }) {
    const desk = new Desk();
    const page = await session.page(path);
    await page.waitForFunction(() => window.ready, null, { polling: 50 });
    const port = await pagePort(session, page);
    const { id, messages, composer } = await port.next('conversation');
    assert.equal(composer, 'ready');
    const debug = await session.context.newCDPSession(page);
    await page.bringToFront();
    return Object.assign(desk, { page, port, debug, box: page.locator(box), chat: { id, last_row: messages.at(-1).row } });
  }

  model() {
    return this.page.evaluate(() => window.model());
  }

  // The model as it comes to be: frameworks take what was typed after the event.
  async says(text, why) {
    const found = await this.page.waitForFunction((wanted) => window.model() === wanted, text, { polling: 20, timeout: 2000 }).catch(() => null);
    if (!found) assert.equal(await this.model(), text, why);
  }

  // A person takes longer than a tenth of a second from moving the caret to choosing; editors look at it no more often.
  pause() {
    return this.page.evaluate(() => new Promise((next) => { setTimeout(next, 150); }));
  }

  // An empty box with the caret in it, emptied as a person does.
  async empty() {
    await this.box.click();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.press('Delete');
    await this.page.waitForFunction(() => window.model().trim() === '', null, { polling: 20, timeout: PATIENCE_MS });
  }

  async type(text) {
    await this.page.keyboard.type(text);
    await this.page.waitForFunction((typed) => window.model().replace(/\u00a0/g, ' ').includes(typed.trimEnd()), text, { polling: 20, timeout: PATIENCE_MS });
  }

  // How the insertion of this text ended.
  insert(text, more = {}) {
    return this.#ask({ type: 'insert', text, replace: '', ...more });
  }

  // How the pasting of this picture ended.
  picture(picture) {
    return this.#ask({ type: 'picture', ...picture });
  }

  async #ask(command) {
    this.#request += 1;
    await this.port.post({ request: this.#request, ...this.chat, ...command });
    const { request, outcome } = await this.port.next('inserted');
    assert.equal(request, this.#request);
    return outcome;
  }

  async close() {
    await this.port.close();
    await this.page.close();
  }
}

export const LINES = '您好，今天发出。\n明天到。';

// What is done in every kind; `own` is what its row of the table says of it.
const CELLS = {
  async 'two lines stay two lines'(desk, own) {
    assert.equal(await desk.insert(LINES), own.joins === undefined ? 'done' : 'lines_joined');
    await desk.says(own.joins === undefined ? LINES : LINES.replace('\n', own.joins));
  },
  async 'Chinese with braces and full-width signs'(desk) {
    const text = '您好{亲}，［满１００减２０］「包邮」：～￥１３９．５０（含税）！';
    assert.equal(await desk.insert(text), 'done');
    await desk.says(text);
  },
  async 'emoji of many code points and rare signs'(desk) {
    const text = '好的👨‍👩‍👧‍👦👍🏽🇨🇳❤️😀𠮷㐂';
    assert.equal(await desk.insert(text), 'done');
    await desk.says(text);
  },
  async 'a draft stays, before and behind the caret'(desk) {
    await desk.type('前面后面');
    await desk.page.keyboard.press('ArrowLeft');
    await desk.page.keyboard.press('ArrowLeft');
    await desk.pause();
    assert.equal(await desk.insert('今天发出'), 'done');
    await desk.says('前面今天发出后面');
  },
  async 'a selected draft is not replaced'(desk) {
    await desk.type('草稿');
    await desk.page.keyboard.press('Control+a');
    await desk.pause();
    assert.equal(await desk.insert('今天发出'), 'done');
    await desk.says('草稿今天发出');
  },
  async 'undo gives the draft back'(desk, own) {
    // By keys, one after the other: what is typed so is one step of the browser's until something else is done.
    await desk.type('draft');
    assert.equal(await desk.insert('今天发出'), 'done');
    await desk.page.keyboard.press('Control+z');
    await desk.says(own.undone ?? 'draft');
    if (own.undone === undefined) return;
    await desk.page.keyboard.press('Control+y');
    await desk.says('draft今天发出', 'what undo took along, redo gives back');
  },
  async 'a composition in progress refuses, and the model stays'(desk) {
    await desk.type('草稿');
    await desk.debug.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
    const before = await desk.model();
    assert.equal(await desk.insert('今天发出'), 'composing');
    assert.equal(await desk.model(), before);
    await desk.debug.send('Input.insertText', { text: '你' });
    await desk.says('草稿你', 'the input method writes what it composed');
  },
  async 'a text for another buyer or an older row is refused, and the draft stays'(desk) {
    await desk.type('草稿');
    for (const other of [{ id: 'another' }, { last_row: 'another' }]) assert.equal(await desk.insert('今天发出', other), 'conversation_changed');
    await desk.says('草稿');
  },
  async 'the picker’s words are replaced'(desk) {
    await desk.type('您好 /fh');
    assert.equal(await desk.insert('今天发出', { replace: '/fh' }), 'done');
    assert.equal((await desk.model()).replace(/\u00a0/g, ' '), '您好 今天发出');
  },
};

// A named test for each kind and cell; one page a kind. A row of `kinds`: { path, box, joins: what stands for a line feed,
// undone: what undo leaves where the editor itself takes more back }.
export function matrix({ session, test }, kinds) {
  for (const [kind, own] of Object.entries(kinds)) {
    let desk;
    const cells = Object.entries(CELLS);
    for (const [cell, run] of cells) {
      test(`${kind}: ${cell}`, async () => {
        try {
          desk ??= await Desk.open(session, own);
          for (const round of ROUNDS) {
            await desk.empty();
            await run(desk, own).catch((error) => { throw new Error(`round ${round}: ${error.message}`, { cause: error }); });
          }
          assert.deepEqual(await desk.page.evaluate(() => window.sent), [], 'nothing of ours sends');
        } catch (error) {
          // The next cell begins anew.
          await desk?.close();
          desk = undefined;
          throw error;
        }
      });
    }
    test(`${kind}: Enter is the page’s, and what it sends is what was inserted`, async () => {
      desk ??= await Desk.open(session, own);
      await desk.empty();
      await desk.insert(LINES);
      await desk.page.keyboard.press('Enter');
      await desk.page.waitForFunction(() => window.sent.length, null, { polling: 20 });
      assert.deepEqual(await desk.page.evaluate(() => window.sent), [LINES.replace('\n', own.joins ?? '\n')]);
      await desk.close();
    });
  }
}

// A row for an editor of this file within the one ARIA chat.
export const editor = (file, kind, more = {}) => ({ path: `/pages/kinds.html?file=${file}&kind=${kind}`, ...more });
