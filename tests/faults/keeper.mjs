// What the tests of this folder share: a profile that outlives the browser, a panel in it, edits by the panel's own
// controls, and the figures that `cargo xtask test --faults` prints at its end.

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { open, ROOT } from '../../xtask/drive/browser.mjs';

const FIGURES = join(ROOT, 'target/faults.json');

// Adds to the figures.
export function figures(more) {
  const before = existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, 'utf8')) : {};
  writeFileSync(FIGURES, JSON.stringify({ ...before, ...more }));
}

const folders = [];
process.once('exit', () => folders.forEach((path) => rmSync(path, { recursive: true, force: true })));

// A folder for one profile, removed when the tests end.
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'qinyu-kept-'));
  folders.push(path);
  return path;
}

export const copyOf = (profile) => {
  const copy = folder();
  cpSync(profile, copy, { recursive: true });
  for (const lock of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) rmSync(join(copy, lock), { force: true });
  return copy;
};

const sessions = [];
// A test that failed leaves its browser open.
after(() => Promise.all(sessions.map((session) => session.close())));

export async function start(profile) {
  const session = await open({ profile });
  sessions.push(session);
  return { session, panel: await panelIn(session) };
}

// The panel's settings tab, in a tab of its own.
export async function panelIn(session) {
  const panel = await session.context.newPage();
  await panel.goto(`chrome-extension://${session.extensionId}/panel.html`);
  await panel.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
  await panel.locator('#tab-settings').click();
  await panel.locator('#shop-courier').waitFor();
  await panel.evaluate(() => {
    const html = document.documentElement;
    // Nothing is waiting to be saved.
    window.saved = () => new Promise((done) => {
      const look = () => {
        if (html.hasAttribute('data-saving')) return;
        observer.disconnect();
        done();
      };
      const observer = new MutationObserver(look);
      observer.observe(html, { attributes: true, attributeFilter: ['data-saving'] });
      look();
    });
    // What the agent does in a field of the shop.
    window.set = (fact, value) => {
      const field = document.getElementById(`shop-${fact}`);
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const click = (selector) => document.querySelector(selector).click();
    const inPacks = (look) => {
      click('#tab-library');
      if (!document.getElementById('read-pack')) click('[data-action="go"][data-name="packs"]');
      return look();
    };
    // Titles of the team's packs that the panel lists.
    window.packs = () => {
      const rows = inPacks(() => [...document.querySelectorAll('.packs li')].filter((row) => row.querySelector('[data-action="drop_pack"]')));
      const titles = rows.map((row) => row.querySelector('bdi').textContent);
      click('#tab-settings');
      return titles;
    };
    // What the agent does with the button for packs; gives back once the panel lists the pack.
    window.add = (title, pack) => new Promise((added, failed) => inPacks(() => {
      const observer = new MutationObserver(() => {
        if (!document.getElementById('import')) return;
        observer.disconnect();
        click('#import');
        if (window.packs().includes(title)) added(); else failed(new Error(`${title} is not listed`));
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      const files = new DataTransfer();
      files.items.add(new File([pack], 'pack.json', { type: 'application/json' }));
      const field = document.getElementById('read-pack');
      field.files = files.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }));
  });
  return panel;
}

export const field = (panel, fact) => panel.locator(`#shop-${fact}`).inputValue();

// Titles of the packs that the panel lists.
export const packsIn = (panel) => panel.evaluate(() => window.packs());

// The kind and the words of the panel's notice; empty without one.
export const noticeIn = (panel) => panel.locator('#notice').evaluate(({ dataset, innerText }) => ({ kind: dataset.kind ?? '', tone: dataset.tone ?? '', text: innerText.trim() }));

// A pack as a colleague exports it; `count`, of four digits, numbers the edits of its title.
export const pack = (id, title = id, body = '好的', phrases = 1, count = '0000') => JSON.stringify({
  format: 'qinyu-pack', version: 2, id, title, language: 'zh',
  edits: { at: { title: `1790000000000-${count}-lead` } },
  phrases: Array.from({ length: phrases }, (_, i) => ({ id: `${id}-${i}`, title: `第${i}句`, body: `${body}${i}` })),
});

// Waits until both stores were held against one another and nothing is left to be written.
export async function verified(panel) {
  await panel.evaluate(async () => {
    for (const value of ['赠品', '']) {
      window.set('gift', value);
      await window.saved();
    }
  });
}
