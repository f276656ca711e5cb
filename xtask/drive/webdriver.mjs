// WebDriver's protocol, as far as the tests in Firefox need it: commands over HTTP, and a tab that is run code in,
// clicked in and typed into. Waiting is done in the tab itself, by an observer.

import { PATIENCE_MS } from './patience.mjs';

// How the protocol marks an element in JSON.
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
// Keys that are no letters, as the protocol writes them.
const KEYS = { Alt: '\ue00a', Control: '\ue009', Shift: '\ue008', Enter: '\ue007', Tab: '\ue004', Backspace: '\ue003', Escape: '\ue00c', ArrowLeft: '\ue012', ArrowDown: '\ue015' };

// Run in the browser: the text of the first element that fits and holds these words, once there is one, or once there is
// none. Its timer is the window's own.
const awaited = (document, selector, words, isGone, patience) => new Promise((found, failed) => {
  const view = document.defaultView;
  const look = () => {
    const element = [...document.querySelectorAll(selector)].find(({ textContent }) => textContent.includes(words));
    if (!element === !isGone) return;
    observer.disconnect();
    view.clearTimeout(timer);
    found(element?.textContent.trim());
  };
  const timer = view.setTimeout(() => {
    observer.disconnect();
    failed(new Error(`${selector} with «${words}» ${isGone ? 'stays' : 'does not come'}: ${document.body.innerText.slice(0, 400)}`));
  }, patience);
  const observer = new view.MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  look();
});

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

  run(what, ...args) {
    return this.send('POST', '/execute/sync', { script: `return (${what})(...arguments)`, args });
  }

  async element(selector) {
    const found = await this.send('POST', '/element', { using: 'css selector', value: selector });
    return `/element/${found[ELEMENT]}`;
  }

  // Does something in the browser's own part of a tab's window, which knows of panels and prompts.
  async inBrowser(tab, act) {
    await tab.front();
    await this.send('POST', '/moz/context', { context: 'chrome' });
    try {
      return await act(this);
    } finally {
      await this.send('POST', '/moz/context', { context: 'content' });
    }
  }

  // Presses the mouse on a point of what is in front.
  click(x, y) {
    const strokes = [{ type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
    return this.send('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: strokes }] });
  }

  // Of its own, a window by default: what stands in the background gets no frames.
  async open(address, type = 'window', beside = this.first) {
    // The last one may be closed by now, and nothing is opened from there.
    await beside.front();
    const { handle } = await this.send('POST', '/window/new', { type });
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

  reload() {
    return this.#send('POST', '/refresh');
  }

  size({ width, height }) {
    return this.#send('POST', '/window/rect', { width, height });
  }

  close() {
    return this.#send('DELETE', '/window');
  }

  // The value of a function in the page, whose own objects it sees; a promise is waited for.
  async run(what, ...args) {
    await this.front();
    return this.#driver.run(what, ...args);
  }

  // `of` gives another document, by an expression.
  waitFor(selector, words = '', { gone = false, of = 'document' } = {}) {
    return this.run(`(...given) => (${awaited})(${of}, ...given)`, selector, words, gone, PATIENCE_MS);
  }

  async #at(selector, what, body) {
    await this.front();
    return this.#driver.send('POST', `${await this.#driver.element(selector)}/${what}`, body);
  }

  click(selector) {
    return this.#at(selector, 'click');
  }

  // Types into an element as a person does; into `<input type=file>`, the paths of files.
  type(selector, text) {
    return this.#at(selector, 'value', { text });
  }

  // Types over what stands there; the protocol's own way to empty a field tells the page nothing of it.
  async fill(selector, text) {
    await this.run((wanted) => {
      const field = document.querySelector(wanted);
      field.focus();
      if (field.select) field.select();
      else getSelection().selectAllChildren(field);
    }, selector);
    await (text ? this.type(selector, text) : this.press('Backspace'));
  }

  // A choice of `<select>`.
  choose(selector, value) {
    return this.click(`${selector} option[value="${value}"]`);
  }

  focus(selector) {
    return this.run((wanted) => document.querySelector(wanted).focus(), selector);
  }

  clickAt(x, y) {
    return this.front().then(() => this.#driver.click(x, y));
  }

  // Presses keys at once, such as Alt+1, where the focus is.
  press(...names) {
    const keys = names.map((name) => KEYS[name] ?? name);
    const strokes = [...keys.map((value) => ({ type: 'keyDown', value })), ...keys.reverse().map((value) => ({ type: 'keyUp', value }))];
    return this.#send('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions: strokes }] });
  }
}
