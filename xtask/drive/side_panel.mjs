// The browser's real side panel. Playwright doesn't list it among its pages; the browser's debugger does.

// Waits for a debugger target with this address (search and hash don't count).
export function sidePanelTarget(cdp, address, patience) {
  return new Promise((found, failed) => {
    const timer = setTimeout(() => failed(new Error(`no side panel ${address} appeared within ${patience} ms`)), patience);
    const look = ({ targetInfo }) => {
      if (targetInfo.url.split(/[?#]/)[0] !== address) return;
      clearTimeout(timer);
      cdp.off('Target.targetCreated', look);
      cdp.off('Target.targetInfoChanged', look);
      found(targetInfo);
    };
    cdp.on('Target.targetCreated', look);
    cdp.on('Target.targetInfoChanged', look);
    cdp.send('Target.setDiscoverTargets', { discover: true }).catch(failed);
  });
}

// A page that is driven by debugger messages alone.
export class Beside {
  #cdp;
  #session;
  #patience;
  #waiting = new Map();
  #next = 1;

  constructor(cdp, session, patience) {
    [this.#cdp, this.#session, this.#patience] = [cdp, session, patience];
    cdp.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      if (sessionId !== session) return;
      const { id, result, error } = JSON.parse(message);
      const answer = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) answer?.failed(new Error(error.message));
      else answer?.done(result);
    });
  }

  static async attach(cdp, { targetId }, patience) {
    const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: false });
    return new Beside(cdp, sessionId, patience);
  }

  send(method, params = {}) {
    const id = this.#next++;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed });
      this.#cdp.send('Target.sendMessageToTarget', { sessionId: this.#session, message: JSON.stringify({ id, method, params }) }).catch(failed);
    });
  }

  // Runs a function there with JSON arguments and gives its JSON result.
  async evaluate(run, ...values) {
    const expression = `(${run})(...${JSON.stringify(values)})`;
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  // Waits, on every change of its document, until an element fits.
  waitFor(selector) {
    return this.waitForText(selector, '');
  }

  // The same for an element with these words in it.
  waitForText(selector, words) {
    return this.evaluate((wanted, part, patience) => new Promise((found, failed) => {
      const timer = setTimeout(() => failed(new Error(`no ${wanted} ${part} came; there is ${document.body.outerHTML.slice(0, 400)}`)), patience);
      const look = () => {
        if (![...document.querySelectorAll(wanted)].some((element) => element.textContent.includes(part))) return;
        clearTimeout(timer);
        observer.disconnect();
        found(true);
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      look();
    }), selector, words, this.#patience);
  }
}
