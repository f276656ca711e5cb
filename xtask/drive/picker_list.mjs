// The inline picker as its user sees it. It stands in a closed shadow root, which only the debugger looks into.

import { PATIENCE_MS } from './browser.mjs';

export class PickerList {
  #debug;

  static async of(session, page) {
    const list = new PickerList();
    list.#debug = await session.context.newCDPSession(page);
    return list;
  }

  get debug() { return this.#debug; }

  // { entries: { title, text, code, note, marked, chosen }, none, said, box, classes } now; null while there is no list.
  async now() {
    const { root } = await this.#debug.send('DOM.getDocument', { depth: -1, pierce: true });
    const closed = [root];
    for (const node of closed) closed.push(...node.children ?? [], ...node.shadowRoots ?? [], ...(node.contentDocument ? [node.contentDocument] : []));
    const shadow = closed.find(({ shadowRootType, children }) => shadowRootType === 'closed' && children?.some(({ attributes }) => attributes?.includes('listbox')));
    if (!shadow) return null;
    try {
      const { object } = await this.#debug.send('DOM.resolveNode', { backendNodeId: shadow.backendNodeId });
      const { result } = await this.#debug.send('Runtime.callFunctionOn', { objectId: object.objectId, returnByValue: true, functionDeclaration: `function () {
        const list = this.querySelector('[role="listbox"]');
        const words = (entry, name) => entry.querySelector('.' + name)?.textContent ?? '';
        const box = ({ left, top, right, bottom, width, height }) => ({ left, top, right, bottom, width, height });
        return {
          entries: [...list.querySelectorAll('[role="option"]')].map((entry) => ({
            title: words(entry, 'title'), text: words(entry, 'text'), code: words(entry, 'code'), note: words(entry, 'note'),
            marked: [...entry.querySelectorAll('mark')].map((mark) => mark.textContent),
            chosen: entry.getAttribute('aria-selected') === 'true', box: box(entry.getBoundingClientRect()),
          })),
          none: list.querySelector('.none')?.textContent, said: this.querySelector('[role="status"]').textContent,
          box: box(list.getBoundingClientRect()), classes: list.className, seen: list.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
          style: (({ fontSize, letterSpacing, textTransform, lineHeight, direction }) => ({ fontSize, letterSpacing, textTransform, lineHeight, direction }))(getComputedStyle(list)),
        };
      }` });
      return result.value ?? null;
    } catch (error) {
      // It went while it was looked at.
      if (/node|context/i.test(error.message)) return null;
      throw error;
    }
  }

  // The list once it is as wanted; each round asks the browser.
  async until(wanted, what = 'the list') {
    const end = Date.now() + PATIENCE_MS;
    let now;
    do {
      now = await this.now();
      if (wanted(now)) return now;
    } while (Date.now() < end);
    throw new Error(`${what} did not come; there is ${JSON.stringify(now)}`);
  }

  shows = (...titles) => this.until((now) => now && now.entries.map(({ title }) => title).join() === titles.join(), `a list of ${titles}`);
  gone = () => this.until((now) => now === null, 'its end');
}
