// The panel for people who don't see it, who see little, and who use no mouse.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after } from 'node:test';
import { composerText, GAP, heard, open, sayOnly, suggestionsOf, testsOf } from '../../xtask/drive/browser.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const session = await open({ phrases: [GAP.phrase] });
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/');
const panel = await session.panel(page);

const show = async (name) => {
  await panel.locator(`[role="tab"][data-name="${name}"]`).click();
  await panel.locator(`[role="tab"][data-name="${name}"][aria-selected="true"]`).waitFor();
};

async function setUp(language, appearance) {
  await show('settings');
  await panel.locator('select[data-action="language"]').selectOption(language);
  await panel.locator('select[data-action="appearance"]').selectOption(appearance);
  await panel.locator(`html[lang^="${language}"] #panel[data-appearance="${appearance}"]`).waitFor();
}

// By the debugger, for the panel's own policy lets no foreign script in.
async function audit() {
  // Colours fade over; half way they are nobody's choice.
  await panel.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
  const debug = await session.context.newCDPSession(panel);
  const run = (expression) => debug.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  await run(axe);
  const { result, exceptionDetails } = await run('axe.run(document, { resultTypes: ["violations"] }).then(({ violations, passes }) => ({ violations, passes: passes.length }))');
  assert.equal(exceptionDetails, undefined);
  assert.ok(result.value.passes > 10, 'the audit looked at something');
  return result.value.violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target} ${failureSummary}`));
}

// The list of phrases, from whichever room of the library is open.
async function toList() {
  await show('library');
  while (await panel.locator('#search').count() === 0) await panel.locator('.bar [data-action="go"]').click();
}

const STATES = {
  async 'pictures of a phrase'() {
    await toList();
    await panel.locator('[data-action="new"]').click();
    const title = await panel.locator('#add-pictures').getAttribute('data-name');
    await panel.fill('#field-title', title);
    await panel.press('#field-title', 'Tab');
    await panel.setInputFiles('#add-pictures', ['icons/128.png', 'icons/48.png'].map((file) => new URL(`../../extension/${file}`, import.meta.url).pathname));
    await panel.locator('.pictures img').nth(1).waitFor();
  },
  async 'pictures that are offered'() {
    const title = await panel.inputValue('#field-title');
    await panel.locator('[data-action="go"][data-name="list"]').click();
    await panel.fill('#search', title);
    await panel.locator('.use', { hasText: title }).first().click();
    await panel.locator('.offered img').nth(1).waitFor();
    await panel.locator('.offered [data-action="picture_insert"]').first().click();
    await panel.locator('#notice[data-kind^="picture"]').waitFor();
    await page.fill('#composer', '');
    await panel.fill('#search', '');
  },
  settings: () => show('settings'),
  follow_ups: () => show('follow_ups'),
  report: () => show('report'),
  async 'a talk with what care says of it'() {
    await show('chat');
    await sayOnly(page, '发错货了，我要投诉你们，找你们领导');
    await heard(panel, '发错货了');
    await panel.locator('details.clock:not([open]) summary').click();
    await panel.locator('[data-action="buyer_write"]').click();
    const proposed = panel.locator('[data-action="guide_open"]');
    if (await proposed.count()) await proposed.first().click();
    await panel.locator('[data-action="guide_tick"]').waitFor();
  },
  async practice() {
    await panel.locator('[data-action="buyer_cancel"]').click();
    await panel.locator('details.clock[open] summary').click();
    await show('settings');
    await panel.locator('[data-action="train_room"]').click();
    await panel.locator('[data-action="train_begin"]').first().click();
    await panel.locator('textarea[data-action="train_type"]').fill('不行');
    await panel.keyboard.press('Enter');
    await panel.locator('.rehearsal > li').nth(2).waitFor();
  },
  async 'a campaign being written'() {
    await panel.locator('[data-action="train_close"]').first().click();
    await show('follow_ups');
    await panel.locator('[data-action="campaign_new"]').click();
  },
  async 'a pack and its rules'() {
    await toList();
    await panel.locator('[data-action="go"][data-name="packs"]').click();
    await panel.locator('#new-pack').click();
    await panel.locator('[id="field-forbidden:0:word"]').fill('保证');
    await panel.locator('[id="field-forbidden:0:word"]').blur();
    await panel.locator('[id="toggle-forbidden:0:blocks"]').waitFor();
  },
  async 'a file of everything, planned'() {
    await show('settings');
    const everything = { format: 'qinyu-kept', schema: 2, documents: {
      settings: { 'shop/courier': '"顺丰"', trigger: '{' },
      'pack/team': { a: JSON.stringify({ id: 'a', title: '在', body: '在的' }) },
      later: { x: '1' },
    } };
    await panel.setInputFiles('#read-pack', { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(everything)) });
    await panel.locator('#restore').waitFor();
  },
  async suggestions() {
    await show('chat');
    await sayOnly(page, GAP.line);
    await heard(panel, GAP.line);
  },
  async editing() {
    await panel.locator('article.suggestion [data-action="edit"]').first().click();
    await panel.locator('#edit').waitFor();
  },
  async 'a gap that is missed'() {
    await panel.locator('[data-action="cancel_edit"]').click();
    await panel.locator('article.suggestion:has(.text input) [data-action="choose"]').first().click();
    await panel.locator('#notice[data-kind="missing"]').waitFor();
  },
  async 'a line by hand'() {
    await panel.locator('[data-action="by_hand"]').fill('谢谢');
    await panel.locator('[data-action="clear_by_hand"]').waitFor();
  },
  async 'no chat'() {
    await panel.locator('[data-action="clear_by_hand"]').click();
    await page.evaluate(() => {
      window.kept = document.querySelector('main');
      window.kept.remove();
    });
    await panel.locator('#panel[data-link="no_chat"]').waitFor();
  },
};

for (const language of ['zh', 'en']) {
  for (const appearance of ['light', 'dark']) {
    test(`axe finds nothing to mend in any state of the panel: ${language}, ${appearance}`, async () => {
      await setUp(language, appearance);
      const found = [];
      for (const [state, reach] of Object.entries(STATES)) {
        await reach();
        found.push(...(await audit()).map((violation) => `${state}: ${violation}`));
      }
      await page.evaluate(() => document.body.append(window.kept));
      await panel.locator('#panel[data-link="attached"]').waitFor();
      assert.deepEqual(found, []);
    });
  }
}

// Everything that can be used, in reading order, with the one place of a group of tabs that Tab stops at.
const controls = () => panel.locator('button, input, select, textarea, a[href], [tabindex]').evaluateAll((all) => all
  .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility() && element.type !== 'file')
  .map((element) => element.outerHTML.slice(0, 120)));

async function walk(steps) {
  const reached = new Set();
  await panel.bringToFront();
  await panel.evaluate(() => {
    document.activeElement?.blur();
    getSelection().removeAllRanges();
  });
  for (let i = 0; i < steps; i += 1) {
    await panel.keyboard.press('Tab');
    reached.add(await panel.evaluate(() => document.activeElement?.outerHTML.slice(0, 120)));
  }
  return reached;
}

for (const tab of ['chat', 'settings']) {
  test(`Tab reaches every control of the ${tab} tab`, async () => {
    await show(tab);
    const all = await controls();
    assert.ok(all.length > 5);
    const reached = await walk(all.length + 4);
    assert.deepEqual(all.filter((control) => !reached.has(control)), []);
  });
}

test('what has the focus is seen to have it', async () => {
  await show('chat');
  await walk(3);
  const outline = await panel.evaluate(() => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
    return { outlineStyle, outlineWidth, boxShadow };
  });
  assert.ok((outline.outlineStyle !== 'none' && outline.outlineWidth !== '0px') || outline.boxShadow !== 'none', JSON.stringify(outline));
});

test('without a mouse: to the settings and back by arrow, a gap filled, the reply inserted', async () => {
  await setUp('zh', 'light');
  await show('chat');
  await page.evaluate(() => window.demo.switchTo('shirt'));
  await page.evaluate(() => window.demo.say('今天能发货吗'));
  await heard(panel, '今天能发货吗');
  await panel.bringToFront();
  await panel.locator('[role="tab"][data-name="chat"]').focus();
  const others = ['library', 'follow_ups', 'shop', 'report', 'settings'];
  for (const name of others) {
    await panel.keyboard.press('ArrowRight');
    await panel.locator(`[role="tab"][data-name="${name}"][aria-selected="true"]`).waitFor();
  }
  for (const _ of others) await panel.keyboard.press('ArrowLeft');
  await panel.locator('[role="tab"][data-name="chat"][aria-selected="true"]').waitFor();
  // On to the first suggestion by Tab alone, filling each gap on the way.
  const place = () => panel.evaluate(() => {
    const { action, slot } = document.activeElement.dataset;
    return `${action ?? ''} ${slot ?? ''}`.trim();
  });
  for (let i = 0; i < 30 && await place() !== 'choose 1'; i += 1) {
    if (await place() === 'fill') await panel.keyboard.type('18点前');
    await panel.keyboard.press('Tab');
  }
  assert.equal(await place(), 'choose 1');
  const [{ text, complete }] = await suggestionsOf(panel);
  assert.ok(complete, text);
  await panel.keyboard.press('Enter');
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  assert.equal(await composerText(page), text);
});
