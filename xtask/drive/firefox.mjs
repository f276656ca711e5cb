// The one place that starts Firefox: headless, through geckodriver, with the extension as a temporary add-on, a page from
// this machine, and a record of every other machine that the browser asked for. tests/firefox stand on it.

import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { PATIENCE_MS } from './patience.mjs';
import { serve } from './serve.mjs';
import { Driver } from './webdriver.mjs';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ID = 'panel@qinyu';
// Firefox draws it anew for every profile; the tests have to know it beforehand.
const UUID = '5f2f3a5e-6d0c-4b0e-9a3f-1c8f4e7d2b60';
const PANEL_SIZE = { width: 500, height: 900 };

// What makes Firefox speak to its maker, or to anybody before a page asks.
const PREFERENCES = {
  'extensions.webextensions.uuids': JSON.stringify({ [ID]: UUID }),
  'intl.accept_languages': 'zh-CN',
  'app.normandy.enabled': false,
  'app.shield.optoutstudies.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.contentblocking.report.lockwise.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.region.update.enabled': false,
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.search.update': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.blocklist.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'messaging-system.log': 'off',
  'messaging-system.rsexperimentloader.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'nimbus.rollouts.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  // What a page's script or ours logs comes out of the browser's own output, and what the browser's logs doesn't.
  'devtools.console.stdout.content': true,
  'devtools.console.stdout.chrome': false,
};

function named(variable) {
  if (!process.env[variable]) throw new Error(`${variable} has to name its program; run this through cargo xtask, which sets it`);
  return process.env[variable];
}

// Every host but this machine is asked for here, and answered with nothing.
async function sink() {
  const asked = [];
  const note = ({ url, headers }, answer) => {
    asked.push(headers.host ?? url);
    answer.end(answer.writeHead ? undefined : 'HTTP/1.1 502 Bad Gateway\r\n\r\n');
  };
  const server = createServer((request, response) => note(request, response.writeHead(502)));
  server.on('connect', note);
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  return { asked, port: server.address().port, close: () => server.close() };
}

// Starts the browser and the page server.
export async function open({ extension = 'dist-firefox-test', folders = { '/': 'www' }, headers } = {}) {
  const places = Object.fromEntries(Object.entries(folders).map(([prefix, folder]) => [prefix, resolve(ROOT, folder)]));
  const [server, proxy] = [await serve(places, headers), await sink()];
  const folder = mkdtempSync(join(tmpdir(), 'qinyu-firefox-'));
  const gecko = spawn(named('GECKODRIVER'), ['--port', '0', '--allow-system-access', '--profile-root', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Only with it a release asks the server that the preferences name, which is none.
    env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
  });
  const end = () => {
    gecko.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  // Also after a failed assertion, when nobody closes the session.
  process.once('exit', end);
  const session = new Session(server, proxy, end);
  const port = await new Promise((found, failed) => {
    gecko.once('exit', (code) => failed(new Error(`geckodriver ended with ${code}`)));
    for (const stream of [gecko.stdout, gecko.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (more) => {
        const lines = (rest + more).split('\n');
        rest = lines.pop();
        for (const line of lines) {
          const listening = line.match(/Listening on 127\.0\.0\.1:(\d+)/);
          if (listening) found(listening[1]);
          session.noted(line);
        }
      });
    }
  });
  await session.begin(new Driver(`http://127.0.0.1:${port}`), resolve(ROOT, extension));
  return session;
}

class Session {
  #server;
  #proxy;
  #end;
  #tabs = new Map();

  // Errors that a page, the panel or our side of a page logged.
  complaints = [];

  constructor(server, proxy, end) {
    [this.#server, this.#proxy, this.#end] = [server, proxy, end];
    this.origin = server.origin;
    this.asked = proxy.asked;
  }

  noted(line) {
    // For whoever looks for the cause of a failure.
    if (process.env.QINYU_FIREFOX_LOG) process.stderr.write(`${line}\n`);
    // The browser's own mishaps are not ours.
    if (/^(?:console\.error|JavaScript error): (?!resource:|chrome:)/.test(line)) this.complaints.push(line);
  }

  async begin(driver, extension) {
    this.driver = driver;
    await driver.begin({
      browserName: 'firefox',
      timeouts: { script: 2 * PATIENCE_MS, pageLoad: 2 * PATIENCE_MS, implicit: 0 },
      proxy: { proxyType: 'manual', httpProxy: `127.0.0.1:${this.#proxy.port}`, sslProxy: `127.0.0.1:${this.#proxy.port}`, noProxy: ['127.0.0.1', 'localhost'] },
      'moz:firefoxOptions': { binary: named('FIREFOX'), args: ['-headless'], prefs: PREFERENCES },
    });
    await driver.send('POST', '/moz/addon/install', { path: extension, temporary: true });
    // A page of the extension that runs nothing: the tests ask the extension's API there.
    this.desk = driver.first;
    await this.desk.go(`moz-extension://${UUID}/panel.css`);
  }

  // Runs code in a page of the extension that is not the panel.
  inExtension(run, ...args) {
    return this.desk.run(run, ...args);
  }

  // Keeps phrases of the shop's own, as the panel does when the agent adds a pack.
  keepPack(phrases) {
    const pack = { format: 'qinyu-pack', version: 1, id: 'own', title: '本店', language: 'zh-CN', phrases };
    return this.inExtension((text) => browser.storage.local.set({ packs: [text] }), JSON.stringify(pack));
  }

  // Runs code in our own script world in a page, apart from the page's.
  inOurWorld(page, run) {
    return this.inExtension(`async (tabId) => {
      const [{ result }] = await browser.scripting.executeScript({ target: { tabId }, func: ${run} });
      return result;
    }`, this.#tabs.get(page));
  }

  // Opens a page of the server in a window, or in a tab beside a page; a full address is taken as it is.
  async page(path = '/', beside) {
    const page = await this.driver.open(path.startsWith('/') ? this.origin + path : path, beside && 'tab', beside);
    // The newest: without a right to the page its address is not told.
    const tab = await this.inExtension(async () => Math.max(...(await browser.tabs.query({})).map(({ id }) => id)));
    this.#tabs.set(page, tab);
    return page;
  }

  // Opens the panel for a page in a window of its own, and waits until it shows and knows how it stands with the page.
  async panel(page, { link = 'attached' } = {}) {
    const panel = await this.driver.open(`moz-extension://${UUID}/panel.html?tab=${this.#tabs.get(page)}`);
    await panel.size(PANEL_SIZE);
    await panel.waitFor('html[data-ready="true"]');
    if (link) await panel.waitFor(`#panel[data-link="${link}"]`);
    if (link === 'attached') await panel.waitFor('html[data-understood]');
    return panel;
  }

  // What was complained of since this was last asked. What a CSP stopped is only in the browser's own record.
  async complained() {
    const stopped = await this.driver.inBrowser(this.desk, (driver) => driver.run(() => {
      const all = Services.console.getMessageArray().filter((message) => message instanceof Ci.nsIScriptError);
      Services.console.reset();
      return all.filter(({ category, sourceName }) => category.startsWith('CSP') && sourceName.startsWith('moz-extension:')).map(({ errorMessage }) => errorMessage);
    }));
    return this.complaints.splice(0).concat(stopped);
  }

  async close() {
    await this.driver.send('DELETE', '');
    this.#end();
    this.#proxy.close();
    await this.#server.close();
  }
}

// What the panel suggests now: { slot, text, reasons, complete } each.
export const suggestionsOf = (panel) => panel.run(() => [...document.querySelectorAll('article.suggestion')].map((suggestion) => ({
  slot: Number(suggestion.dataset.slot), text: suggestion.querySelector('.text').textContent.trim(),
  reasons: [...suggestion.querySelectorAll('ul.reasons > li')].map((reason) => reason.textContent.trim()),
  complete: !suggestion.querySelector('.text [data-action="fill"]'),
})));

// The first suggestion that can be inserted as it stands.
export async function readySuggestion(panel) {
  await panel.waitFor('article.suggestion');
  return (await suggestionsOf(panel)).find(({ complete }) => complete);
}

// The text of the page's input box as its user sees it.
export const composerText = (page, selector = '#composer') => page.run((wanted) => {
  const box = document.querySelector(wanted);
  return box.value ?? box.innerText;
}, selector);

// `test` for a session: no page may have complained.
export function testsOf(session) {
  return (name, run) => test(name, { timeout: 6 * PATIENCE_MS }, async (t) => {
    await run(t);
    const complaints = await session.complained();
    if (complaints.length) throw new Error(`a page logged errors:\n${complaints.join('\n')}`);
  });
}
