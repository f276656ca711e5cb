// The one place that starts Chromium: with the unpacked extension, a page from this machine beside the panel,
// and a record of everything that left the browser. The demo, the bench and tests/e2e stand on it.
// Nothing here sleeps: it waits for marks that the page, the panel or the browser sets.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { requestsIn } from './net_log.mjs';
import { PATIENCE_MS } from './patience.mjs';
import { serve } from './serve.mjs';
import { Beside, sidePanelTarget } from './side_panel.mjs';

export { PATIENCE_MS };
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const PANEL_SIZE = { width: 400, height: 800 };
export const PAGE_SIZE = { width: 1100, height: 800 };

// Features that make Chromium speak to its maker; playwright's own list comes first, for this switch replaces it.
const TALKATIVE = ['PaintHolding', 'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints',
  'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch', 'AutofillServerCommunication', 'Translate', 'MediaRouter'];

const FLAGS = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-dev-shm-usage', `--disable-features=${TALKATIVE.join(',')}`,
  // A closed port of this machine: what is switched off above still asks at times.
  '--gaia-url=http://127.0.0.1:9', '--component-updater=url-source=http://127.0.0.1:9/',
];

// Without a window nothing needs a network, and a slip must not reach one; the log shows the attempt all the same.
// With one, Chromium would put a warning about this flag and the log's above the page.
const NO_NETWORK = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost';

// Spelling would download a dictionary, autofill would ask about every form.
const PREFERENCES = {
  autofill: { credit_card_enabled: false, profile_enabled: false },
  browser: { enable_spellchecking: false },
  search: { suggest_enabled: false },
  signin: { allowed: false, allowed_on_next_startup: false },
};

function executable() {
  if (!process.env.CHROMIUM) throw new Error('CHROMIUM has to name the browser; run this through cargo xtask, which sets it');
  return process.env.CHROMIUM;
}

// Starts the browser and the page server. `close` gives what left the browser, read from its network log.
// With a profile folder of the caller's, what the extension keeps is there at the next start; nothing is logged then, for
// the folder may be full. `beside`: folders of further extensions, none of which may have a service worker.
export async function open({
  extension = 'dist-test', beside = [], folders = { '/': 'www' }, headers, headless = true, scale = 1, locale = 'zh-CN', args = [], phrases = [], profile: own,
} = {}) {
  const profile = own ?? mkdtempSync(join(tmpdir(), 'qinyu-'));
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(PREFERENCES));
  const netLog = headless && !own ? join(profile, 'net-log.json') : null;
  const places = Object.fromEntries(Object.entries(folders).map(([prefix, folder]) => [prefix, resolve(ROOT, folder)]));
  const server = await serve(places, headers);
  const folder = extension && [extension, ...beside].map((one) => resolve(ROOT, one)).join();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable(), headless, locale,
    // With a window, its size rules.
    ...(headless ? { viewport: PAGE_SIZE, deviceScaleFactor: scale } : { viewport: null }),
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...FLAGS, ...(headless ? [NO_NETWORK] : []), ...(netLog ? [`--log-net-log=${netLog}`] : []), ...args, `--lang=${locale}`,
      // Chromium refuses its sandbox to root, and only to root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(folder ? [`--disable-extensions-except=${folder}`, `--load-extension=${folder}`] : []),
    ],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const session = new Session(context, server, own ? null : profile, netLog);
  if (folder) await session.meetExtension();
  if (phrases.length) await session.keepPack(phrases);
  return session;
}

export class Session {
  #server;
  #profile;
  #netLog;
  #worker;
  #cdp;
  #closed;

  // Errors that any page or the panel logged, also every request that a CSP stopped before the network.
  complaints = [];

  constructor(context, server, profile, netLog) {
    this.context = context;
    this.origin = server.origin;
    // Also after Ctrl+C or a failed assertion, when nobody closes the session.
    if (profile) process.once('exit', () => rmSync(profile, { recursive: true, force: true }));
    [this.#server, this.#profile, this.#netLog] = [server, profile, netLog];
    context.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.page()?.url()}: ${message.text()}`);
    });
    context.on('weberror', (error) => this.complaints.push(`${error.page()?.url()}: ${error.error()}`));
  }

  async meetExtension() {
    this.#worker = this.context.serviceWorkers()[0] ?? await this.context.waitForEvent('serviceworker');
    this.extensionId = new URL(this.#worker.url()).host;
  }

  // Keeps phrases of the shop's own, as the panel does when the agent adds a pack.
  async keepPack(phrases, language = 'zh-CN') {
    const pack = { format: 'qinyu-pack', version: 1, id: 'own', title: '本店', language, phrases };
    await this.keep({ packs: [JSON.stringify(pack)] });
  }

  // Puts these into the extension's storage.
  keep(items) {
    return this.#worker.evaluate((all) => chrome.storage.local.set(all), items);
  }

  // All that lies there.
  stored() {
    return this.#worker.evaluate(() => chrome.storage.local.get());
  }

  async cdp() {
    this.#cdp ??= await this.context.browser().newBrowserCDPSession();
    return this.#cdp;
  }

  // Opens a page of the server in a tab; a full address is taken as it is.
  async page(path = '/') {
    const first = this.context.pages().find((page) => page.url() === 'about:blank');
    const page = first ?? await this.context.newPage();
    await page.goto(path.startsWith('/') ? this.origin + path : path);
    return page;
  }

  // The number that Chromium's extension API gives to the page's tab.
  async tabOf(page) {
    await page.bringToFront();
    const [tab] = await this.#worker.evaluate(() => chrome.tabs.query({ active: true, lastFocusedWindow: true }));
    return tab.id;
  }

  // Opens the panel for a page in a tab of its own, and waits until it shows, knows how it stands with the page and what
  // its phrases mean.
  async panel(page, { size = PANEL_SIZE, link = 'attached', prepare } = {}) {
    const tab = await this.tabOf(page);
    const panel = await this.context.newPage();
    await panel.setViewportSize(size);
    await prepare?.(panel);
    await panel.goto(`chrome-extension://${this.extensionId}/panel.html?tab=${tab}`);
    await panel.locator('html[data-ready="true"]').waitFor({ state: 'attached' });
    if (link) {
      await panel.locator(`#panel[data-link="${link}"]`).waitFor({ state: 'attached' });
      await panel.locator('html[data-understood]').waitFor({ state: 'attached' });
    }
    // No agent closes it within the milliseconds in which a click is kept.
    const close = panel.close.bind(panel);
    panel.close = async (how) => {
      await panel.locator('html:not([data-saving])').waitFor({ state: 'attached' });
      await close(how);
    };
    return panel;
  }

  // Opens the browser's real side panel beside the active tab. Chromium wants a gesture of the user's for it,
  // which the debugger can lend to an extension page.
  async openSidePanel(page) {
    const cdp = await this.cdp();
    const opener = await this.context.newPage();
    await opener.goto(`chrome-extension://${this.extensionId}/manifest.json`);
    const debug = await this.context.newCDPSession(opener);
    const found = sidePanelTarget(cdp, `chrome-extension://${this.extensionId}/panel.html`, PATIENCE_MS);
    // Back in front first: the panel attaches to the tab that is active when it opens.
    await page.bringToFront();
    const { exceptionDetails } = await debug.send('Runtime.evaluate', {
      expression: 'chrome.windows.getCurrent().then(({ id }) => chrome.sidePanel.open({ windowId: id }))',
      userGesture: true, awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(`the side panel can't be opened: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    await opener.close();
    return Beside.attach(cdp, await found, PATIENCE_MS);
  }

  // Ends the browser as a power cut does: none of its processes gets to do anything any more.
  async kill() {
    const { processInfo } = await (await this.cdp()).send('SystemInfo.getProcessInfo');
    const ids = processInfo.sort((a) => (a.type === 'browser' ? -1 : 1)).map(({ id }) => id);
    const gone = new Promise((closed) => { this.context.once('close', closed); });
    return {
      now: async () => {
        for (const id of ids) {
          try { process.kill(id, 'SIGKILL'); } catch { /* ended with the browser */ }
        }
        await gone;
        this.#closed = this.#server.close();
        await this.#closed;
      },
    };
  }

  // Ends the browser, once, and gives { ours, browsers, total } of its network log; null with a window.
  close() {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end() {
    await this.context.close();
    await this.#server.close();
    const requests = this.#netLog && await requestsIn(this.#netLog);
    if (this.#profile) rmSync(this.#profile, { recursive: true, force: true });
    return requests;
  }
}

// The text of the page's composer as its user sees it.
export const composerText = (page, selector = '#composer') => page.locator(selector).evaluate((box) => box.value ?? box.innerText);

// What the panel suggests now: { slot, text, reasons, complete } each; an open gap stands as {name}.
export const suggestionsOf = (panel) => panel.locator('article.suggestion').evaluateAll((all) => all.map((suggestion) => {
  const gaps = [...suggestion.querySelectorAll('.text [data-action="fill"]')];
  const copy = suggestion.querySelector('.text').cloneNode(true);
  [...copy.querySelectorAll('[data-action="fill"]')].forEach((field, i) => field.replaceWith(gaps[i].value || `{${field.dataset.name}}`));
  return {
    slot: Number(suggestion.dataset.slot), text: copy.textContent.trim(), complete: gaps.length === 0,
    reasons: [...suggestion.querySelectorAll('ul.reasons > li')].map((reason) => reason.textContent.trim()),
  };
}));

// A phrase of the shop's own with a gap that nothing fills, and what a buyer says to be answered with it.
export const GAP = {
  line: '手链可以刻字吗',
  phrase: { id: 'own-engraving', group: '定制', title: '刻字', body: '手链可以刻字的，{刻字内容}我记下了，您看对不对？', queries: ['手链可以刻字吗', '能不能刻字'] },
};

// Types a value into every open gap of a suggestion, as the agent does.
export async function fillGaps(panel, slot, value = '今天18点前') {
  const gap = panel.locator(`article.suggestion[data-slot="${slot}"] [data-action="fill"]`);
  while (await gap.count()) {
    const name = await gap.first().getAttribute('data-name');
    await gap.first().fill(value);
    await gap.first().press('Enter');
    await panel.locator(`article.suggestion[data-slot="${slot}"] [data-action="fill"][data-name="${name}"]`).waitFor({ state: 'detached' });
  }
}

// Waits until the panel shows this line as the buyer's; its suggestions are for it from then on.
export const heard = (panel, line) => panel.locator('.turn p', { hasText: line }).last().waitFor();

// The buyer of the pretend chat says this and nothing else: what was said before would be answered too.
export const sayOnly = (page, line) => page.evaluate((words) => {
  document.getElementById('log').replaceChildren();
  window.demo.say(words);
}, line);

// The first suggestion that can be inserted as it stands, after its gaps are filled if all have some.
export async function readySuggestion(panel) {
  await panel.locator('article.suggestion').first().waitFor();
  const ready = (await suggestionsOf(panel)).find(({ complete }) => complete);
  if (ready) return ready;
  await fillGaps(panel, 1);
  return (await suggestionsOf(panel))[0];
}

// Takes a suggestion by key in the page, and waits until the panel says that it went in.
export async function chooseIn(page, panel, composer = '#composer') {
  const ready = await readySuggestion(panel);
  await page.bringToFront();
  await page.locator(composer).focus();
  await page.keyboard.press(`Alt+Digit${ready.slot}`);
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  return ready;
}

// Our own script world in a page, apart from the page's: { contextId, evaluate }.
export async function pageSide(session, page) {
  const debug = await session.context.newCDPSession(page);
  const worlds = [];
  debug.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
  await debug.send('Runtime.enable');
  // Told, one by one, before the answer to the command above.
  const world = worlds.find(({ origin, auxData }) => auxData?.type === 'isolated' && origin === `chrome-extension://${session.extensionId}`);
  if (!world) return null;
  return {
    debug, contextId: world.id,
    async evaluate(run) {
      const { result, exceptionDetails } = await debug.send('Runtime.evaluate', {
        expression: `(${run})()`, contextId: world.id, awaitPromise: true, returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
  };
}

// `test` for a session: a failure leaves a picture of every page in target/e2e/, and no page may have complained.
// `patience`: how many times the usual wait one of its tests may take.
export function testsOf(session, { patience = 6 } = {}) {
  return (name, run) => test(name, { timeout: patience * PATIENCE_MS }, async (t) => {
    try {
      await run(t);
      const complaints = session.complaints.splice(0);
      if (complaints.length) throw new Error(`a page logged errors:\n${complaints.join('\n')}`);
    } catch (error) {
      session.complaints.length = 0;
      await picture(session, name);
      throw error;
    }
  });
}

async function picture(session, name) {
  const folder = join(ROOT, 'target/e2e');
  mkdirSync(folder, { recursive: true });
  const stem = name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  for (const [i, page] of session.context.pages().entries()) {
    await page.screenshot({ path: join(folder, `${stem}-${i + 1}.png`), timeout: PATIENCE_MS }).catch(() => {});
  }
}
