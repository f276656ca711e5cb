// Firefox's real sidebar with the panel in it. It is no tab, so it is opened and clicked in by way of the browser's own
// window, and looked at by way of another page of the extension.

const PANEL = "browser.extension.getViews({ type: 'sidebar' })[0]";

export class Sidebar {
  #session;
  #page;

  constructor(session, page) {
    [this.#session, this.#page] = [session, page];
  }

  // Opens it beside a page, as the agent does: by the icon.
  static async open(session, page) {
    await Sidebar.press(session, page);
    const sidebar = new Sidebar(session, page);
    await session.inExtension(`() => new Promise((there) => {
      const look = () => (${PANEL}?.document.body ? there() : setTimeout(look, 20));
      look();
    })`);
    await sidebar.waitFor('html[data-ready="true"]');
    return sidebar;
  }

  // It opens in the window that is on top, which a window that was only just put in front becomes a moment later.
  static press(session, page) {
    return session.driver.inBrowser(page, async (driver) => {
      await driver.run(() => new Promise((onTop) => {
        const look = () => (BrowserWindowTracker.getTopWindow() === window ? onTop() : setTimeout(look, 20));
        window.focus();
        look();
      }));
      await driver.send('POST', `${await driver.element('#panel_qinyu-BAP')}/click`);
    });
  }

  // Runs code in the panel's window, which it is given first.
  run(what, ...args) {
    return this.#session.inExtension(`(...given) => (${what})(${PANEL}, ...given)`, ...args);
  }

  waitFor(selector, words) {
    return this.#session.desk.waitFor(selector, words, { of: `${PANEL}.document` });
  }

  // A person's click, beside the page that it was opened for or another one of that window: the focus goes to the sidebar.
  async click(selector, beside = this.#page) {
    const [x, y] = await this.run((view, wanted) => {
      const element = view.document.querySelector(wanted);
      element.scrollIntoView({ block: 'center' });
      const box = element.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    }, selector);
    await this.#session.driver.inBrowser(beside, async (driver) => {
      const [left, top] = await driver.run(() => {
        const outer = document.getElementById('sidebar');
        const boxes = [outer, outer.contentDocument.getElementById('webext-panels-browser')].map((each) => each.getBoundingClientRect());
        return [boxes[0].x + boxes[1].x, boxes[0].y + boxes[1].y];
      });
      await driver.click(left + x, top + y);
    });
  }
}
