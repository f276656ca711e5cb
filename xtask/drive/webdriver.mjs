// WebDriver's protocol, as far as the tests in Firefox need it: commands over HTTP, and a tab that is run code in,
// clicked in and typed into. Waiting is done in the tab itself, by an observer.

import { PATIENCE_MS } from './patience.mjs';

// How the protocol marks an element in JSON.
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
// Keys that are no letters, as the protocol writes them.
const KEYS = { Alt: '\ue00a', Control: '\ue009', Shift: '\ue008', Enter: '\ue007', Tab: '\ue004', Escape: '\ue00c', ArrowLeft: '\ue012', ArrowDown: '\ue015' };

export class Driver {
  #address;

  constructor(origin) {
    this.#address = `${origin}/session`;
  }

  async begin(capabilities) {
    const { sessionId } = await this.send('POST', '', { capabilities: { alwaysMatch: capabilities } });
    this.#address += `/${sessionId}`;
    this.first = new Tab(this, await this.send('GET', '/window'));
  }

  async send(method, path, body) {
    const sent = method === 'POST' ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) } : {};
    const response = await fetch(this.#address + path, { method, ...sent });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  // Runs code in the browser's own window, which knows of panels and prompts.
  async inBrowser(run, ...args) {
    await this.send('POST', '/moz/context', { context: 'chrome' });
    try {
      return await this.send('POST', '/execute/sync', { script: `return (${run})(...arguments)`, args });
    } finally {
      await this.send('POST', '/moz/context', { context: 'content' });
    }
  }

  // A window of its own: what stands in the background gets no frames.
  async open(address) {
    // The last one may be closed by now, and nothing is opened from there.
    await this.first.front();
    const { handle } = await this.send('POST', '/window/new', { type: 'window' });
    const tab = new Tab(this, handle);
    await tab.go(address);
    return tab;
  }
}

export class Tab {
  #driver;
  #handle;

  constructor(driver, handle) {
    [this.#driver, this.#handle] = [driver, handle];
  }

  async #send(method, path, body) {
    await this.front();
    return this.#driver.send(method, path, body);
  }

  front() {
    return this.#driver.send('POST', '/window', { handle: this.#handle });
  }

  go(url) {
    return this.#send('POST', '/url', { url });
  }

  size({ width, height }) {
    return this.#send('POST', '/window/rect', { width, height });
  }

  close() {
    return this.#send('DELETE', '/window');
  }

  // The value of a function in the page, whose own objects it sees; a promise is waited for.
  run(what, ...args) {
    return this.#send('POST', '/execute/sync', { script: `return (${what})(...arguments)`, args });
  }

  // The text of the first element that fits and holds these words, once there is one.
  waitFor(selector, words = '', gone = false) {
    return this.run((wanted, text, isGone, patience) => new Promise((found, failed) => {
      const look = () => {
        const element = [...document.querySelectorAll(wanted)].find(({ textContent }) => textContent.includes(text));
        if (!element === !isGone) return;
        observer.disconnect();
        clearTimeout(timer);
        found(element?.textContent.trim());
      };
      const timer = setTimeout(() => {
        observer.disconnect();
        failed(new Error(`${wanted} with «${text}» ${isGone ? 'stays' : 'does not come'}: ${document.body.innerText.slice(0, 400)}`));
      }, patience);
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    }), selector, words, gone, PATIENCE_MS);
  }

  async #element(selector) {
    const found = await this.#send('POST', '/element', { using: 'css selector', value: selector });
    return `/element/${found[ELEMENT]}`;
  }

  async click(selector) {
    await this.#driver.send('POST', `${await this.#element(selector)}/click`);
  }

  // Types into an element as a person does; into `<input type=file>`, the paths of files.
  async type(selector, text) {
    await this.#driver.send('POST', `${await this.#element(selector)}/value`, { text });
  }

  async fill(selector, text) {
    await this.#driver.send('POST', `${await this.#element(selector)}/clear`);
    if (text) await this.type(selector, text);
  }

  focus(selector) {
    return this.run((wanted) => document.querySelector(wanted).focus(), selector);
  }

  // Presses keys at once, such as Alt+1, where the focus is.
  async press(...names) {
    const keys = names.map((name) => KEYS[name] ?? name);
    const strokes = [...keys.map((value) => ({ type: 'keyDown', value })), ...keys.reverse().map((value) => ({ type: 'keyUp', value }))];
    await this.#send('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions: strokes }] });
  }
}
