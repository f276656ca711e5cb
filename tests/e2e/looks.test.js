// The panel at its narrowest and widest, light and dark, in both languages and in every state that an agent meets:
// nothing is cut off, every control can be hit. Leaves a picture of each in target/looks/ for eyes to judge.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { GAP, ROOT, open, testsOf } from '../../xtask/drive/browser.mjs';

// WCAG 2.2, 2.5.8: the smallest target.
const TARGET_PX = 24;
const FOLDER = join(ROOT, 'target/looks');
const LONG = `${'怎么还没到啊'.repeat(120)} ${'w'.repeat(300)}`;

const session = await open({ phrases: [GAP.phrase] });
const test = testsOf(session);
after(() => session.close());
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });

const page = await session.page('/index.html');
const panel = await session.panel(page);
const shows = (selector) => panel.locator(selector).first().waitFor();

async function scene(id) {
  await page.evaluate((name) => window.demo.switchTo(name), id);
  await shows(`#panel[data-conversation="${id}"]`);
}

// The list of phrases, from whichever room of the library is open.
async function toList() {
  await panel.click('#tab-library');
  while (await panel.locator('#search').count() === 0) await panel.locator('.bar [data-action="go"]').click();
}

async function toPacks() {
  await toList();
  await panel.click('[data-action="go"][data-name="packs"]');
  await shows('#read-pack');
}

// Of another's phrases: one that is there, one that comes, one that can't be read.
const COMES = JSON.stringify({ format: 'qinyu-pack', version: 1, id: 'team', title: '小鹿团队', phrases: [
  { id: 'x1', title: '开发票', body: '电子发票会发到您的邮箱。' }, { id: 'x2', body: 'w'.repeat(200) }, { body: '没有名字' },
] });

// Each leaves the chat as it found it, but for the rows that it adds.
const STATES = {
  full: () => scene('shirt'),
  upset: () => scene('parcel'),
  missing: async () => {
    await scene('shirt');
    await panel.fill('#by-hand', GAP.line);
    await panel.locator('.waits').first().click();
    await shows('#notice[data-kind="missing"]');
  },
  edit: async () => {
    await panel.fill('#by-hand', '');
    await scene('return');
    await panel.locator('[data-action="edit"]').first().click();
    await shows('#edit');
  },
  long: async () => {
    await panel.locator('[data-action="cancel_edit"]').click();
    await scene('parcel');
    await page.evaluate((text) => window.demo.say(text), LONG);
    await panel.locator('.turn p', { hasText: 'wwww' }).last().waitFor();
  },
  answered: async () => {
    await scene('bargain');
    await page.fill('#composer', '好的');
    await page.evaluate(() => document.getElementById('form').requestSubmit());
    await page.evaluate(() => { document.getElementById('log').lastElementChild.dataset.sender = 'seller'; });
    await shows('.blank [data-icon="check"]');
  },
  library: async () => {
    await toList();
    await panel.fill('#search', 'fh');
    await shows('.found mark');
  },
  editor: async () => {
    await panel.locator('.found [data-action="open"]').first().click();
    await shows('#field-body');
  },
  findings: async () => {
    await toList();
    await panel.fill('#search', '');
    await panel.click('[data-action="go"][data-name="findings"]');
    await shows('.finding, .blank');
  },
  packs: toPacks,
  pack: async () => {
    await panel.locator('[data-action="open_pack"]').first().click();
    await shows('#field-title');
  },
  signing: async () => {
    await toPacks();
    if (await panel.locator('[data-action="sign_room"]').count() === 0) {
      await panel.click('#new-pack');
      await toPacks();
    }
    await panel.locator('[data-action="sign_room"]').first().click();
    await panel.locator('#read-pack').waitFor({ state: 'detached' });
  },
  plan: async () => {
    await toPacks();
    await panel.setInputFiles('#read-pack', { name: 'team.json', mimeType: 'application/json', buffer: Buffer.from(COMES) });
    await shows('#import');
  },
  settings: async () => {
    await panel.click('#tab-settings');
    await shows('#shop-shop');
  },
};

async function fits(name) {
  const { overflowing, small } = await panel.evaluate((least) => {
    const wide = [document.documentElement, document.getElementById('view'), ...document.querySelectorAll('article, header, .group, .turn')];
    const shown = [...document.querySelectorAll('button, select, input, textarea')].filter((control) => control.checkVisibility() && !control.matches('.unseen, [type="checkbox"]'));
    return {
      overflowing: wide.filter((element) => element.scrollWidth > element.clientWidth + 1).map((element) => element.className || element.tagName),
      small: shown.map((control) => [control.outerHTML.slice(0, 80), control.getBoundingClientRect()])
        .filter(([, box]) => box.height < least || box.width < least).map(([html, box]) => `${html} ${box.width}x${box.height}`),
    };
  }, TARGET_PX);
  assert.deepEqual(overflowing, [], `${name}: wider than the panel`);
  assert.deepEqual(small, [], `${name}: smaller than ${TARGET_PX} px`);
}

for (const language of ['zh', 'en']) {
  for (const [width, appearance] of [[360, 'light'], [480, 'dark']]) {
    test(`the panel fits in ${width} px, ${appearance}, ${language}`, async () => {
      await panel.setViewportSize({ width, height: 800 });
      await panel.click('#tab-settings');
      await panel.selectOption('#language', language);
      await panel.selectOption('#appearance', appearance);
      await panel.click('#tab-chat');
      for (const [state, reach] of Object.entries(STATES)) {
        await reach();
        await fits(`${state}, ${width} px, ${language}`);
        await panel.screenshot({ path: join(FOLDER, `${state}-${width}-${appearance}-${language}.png`) });
      }
    });
  }
}

test('a page that may not be read and a page without a chat say so and fit', async () => {
  const closed = await session.panel(await session.page('chrome://version'), { size: { width: 360, height: 600 }, link: 'no_access' });
  await closed.screenshot({ path: join(FOLDER, 'no_access-360.png') });
  await page.evaluate(() => document.querySelector('main').remove());
  await panel.click('#tab-chat');
  await shows('#panel[data-link="no_chat"] .blank');
  await panel.screenshot({ path: join(FOLDER, 'no_chat.png') });
});
