// Buyers and pages that mean harm, or only a strange mood: what they write is text, and stays so.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { composerText, heard, open, readySuggestion, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open();
after(() => session.close());
const test = testsOf(session);
const page = await session.page('/');
const panel = await session.panel(page);
for (const each of [page, panel]) {
  each.on('dialog', (dialog) => {
    session.complaints.push(`a dialog opened: ${dialog.message()}`);
    dialog.dismiss();
  });
}

const say = (text) => page.evaluate((line) => window.demo.say(line), text);
const box = page.locator('#composer');
// Whatever the panel made of the buyer's words besides text and the element that isolates its direction.
const elementsIn = (selector) => panel.locator(selector).evaluateAll((all) => all.flatMap((one) => [...one.querySelectorAll('*')].map(({ tagName }) => tagName)).filter((tag) => tag !== 'BDI'));

// No words of the buyer may push the suggestions out of sight.
const ROOM = 320;
async function stillAnswers() {
  const { height } = await panel.locator('.turn').boundingBox();
  assert.ok(height <= ROOM, `the buyer's words take ${height} pixels`);
  for (const row of await panel.locator('.turn p').all()) {
    const [inside, outside] = await row.evaluate((element) => [element.scrollWidth, element.clientWidth]);
    assert.ok(inside <= outside + 1, `a row is ${inside} pixels wide in ${outside}`);
  }
  await say('谢谢');
  await heard(panel, '谢谢');
  assert.ok(await panel.locator('article.suggestion').count() > 0, 'the panel still suggests');
}

for (const line of [
  '<img src="http://evil.example/a.png" onerror="alert(1)">', '<script>alert(1)</script>', '<a href="javascript:alert(1)">点这里</a>',
  '"><svg onload=alert(1)>', "' onmouseover='alert(1)", '</p></main><h1>', '{{constructor.constructor("alert(1)")()}}', '&lt;b&gt;',
]) {
  test(`case 1: «${line}» stands in the panel as it was written`, async () => {
    await say(line);
    await heard(panel, line);
    assert.equal((await panel.locator('.turn p').last().textContent()).trim(), line);
    assert.deepEqual(await elementsIn('.turn p'), []);
    assert.equal(await panel.locator('.turn a, .turn [onerror], .turn [onload], .turn [onmouseover]').count(), 0);
  });
}

test('case 1: a link in a message is no link in the panel', async () => {
  await say('看这个 javascript:alert(1) http://evil.example/?q=1');
  await heard(panel, 'javascript:alert(1)');
  assert.deepEqual(await elementsIn('.turn p'), []);
});

test('case 1: a buyer’s name is text as well', async () => {
  const name = '<b onclick=alert(1)>\u202e恶意\u202c';
  await page.evaluate((words) => {
    document.getElementById('buyer').dataset.buyer = words;
    window.demo.say('换了名字');
  }, name);
  await heard(panel, '换了名字');
  assert.equal((await panel.locator('.buyer').textContent()).trim(), '<b onclick=alert(1)>恶意');
  assert.deepEqual(await elementsIn('.buyer'), []);
  await page.evaluate(() => { document.getElementById('buyer').dataset.buyer = '小满今天喝茶'; });
});

test('case 2: marks that turn the direction of writing around are taken out, and each row keeps to its own direction', async () => {
  await say('订单\u202e123456\u202c\u2066x\u2069 مرحبا');
  await heard(panel, '订单123456x مرحبا');
  assert.equal(await panel.locator('.turn p').last().getAttribute('dir'), 'auto');
  await stillAnswers();
});

test('case 2: zero-width characters neither hide a word nor widen a row', async () => {
  await say(`什\u200b么\u200d时\u2060候\ufeff发货${'\u200b'.repeat(3000)}`);
  await heard(panel, '时候发货');
  await stillAnswers();
});

test('case 2: a thousand combining marks stay within their row', async () => {
  await say(`好${'\u0301\u0489'.repeat(500)}的`);
  await heard(panel, '的');
  const row = panel.locator('.turn p').last();
  assert.ok((await row.textContent()).length < 30);
  await stillAnswers();
});

test('case 3: a message of one megabyte is shortened, and the panel says so', async () => {
  await say('长'.repeat(1024 * 1024));
  await panel.locator('.aside').waitFor();
  const shown = await panel.locator('.turn p').last().textContent();
  assert.ok(shown.length <= 4000, `${shown.length} characters are shown`);
  await stillAnswers();
});

test('case 3: a word without a break of 5,000 letters keeps to the panel’s width', async () => {
  await say('w'.repeat(5000));
  await heard(panel, 'wwww');
  await stillAnswers();
});

test('case 3: ten thousand rows at once are cut to the last ones, and the panel says so', async () => {
  await page.reload();
  await heard(panel, '今天拍的话什么时候发货呀？');
  assert.equal(await panel.locator('.aside').count(), 0);
  await page.evaluate(() => {
    const log = document.getElementById('log');
    const row = log.lastElementChild;
    log.append(...Array.from({ length: 10_000 }, (_, i) => {
      const copy = row.cloneNode(true);
      copy.dataset.id = `many-${i}`;
      copy.querySelector('.bubble').textContent = `第${i}句`;
      return copy;
    }));
  });
  await heard(panel, '第9999句');
  await panel.locator('.aside').waitFor();
  await stillAnswers();
  await page.reload();
  await panel.locator('#panel[data-link="attached"][data-conversation="shirt"]').waitFor();
});

test('case 11: keys, events and messages that the page makes up insert nothing', async () => {
  await say('好的谢谢');
  await heard(panel, '好的谢谢');
  const { slot, text } = await readySuggestion(panel);
  await box.fill('');
  await page.evaluate(() => {
    const { conversationId: id } = document.getElementById('log').dataset;
    const row = document.getElementById('log').lastElementChild.dataset.id;
    for (const target of [window, document, document.getElementById('composer')]) {
      for (const digit of [1, 2, 3]) {
        target.dispatchEvent(new KeyboardEvent('keydown', { code: `Digit${digit}`, key: String(digit), altKey: true, bubbles: true, composed: true }));
      }
      for (const type of ['insert', 'keys', 'key', 'inserted', 'qinyu']) {
        const detail = { type, request: 1, id, last_row: row, slot: 1, text: '假的', active: true };
        target.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
        target.dispatchEvent(new MessageEvent('message', { data: detail, bubbles: true }));
        window.postMessage(detail, '*');
      }
    }
    globalThis.qinyu = { insert: () => 'taken over', read: () => null };
    globalThis.chrome?.runtime?.connect?.({ name: 'panel' });
  });
  // A real key afterwards: had one of the above been taken, more than its text would stand in the box.
  await page.bringToFront();
  await box.focus();
  await page.keyboard.press(`Alt+Digit${slot}`);
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  assert.equal(await composerText(page), text);
  assert.deepEqual(await page.evaluate(() => window.demo.sent), []);
});

test('case 11: rows that the page forges change what is suggested, never where it goes', async () => {
  await page.evaluate(() => {
    const trap = document.createElement('textarea');
    trap.id = 'trap';
    trap.setAttribute('aria-hidden', 'true');
    trap.style.cssText = 'position:absolute;height:0;padding:0;border:0';
    document.getElementById('composer').before(trap);
  });
  await say('谢谢老板');
  await heard(panel, '谢谢老板');
  const { slot, text } = await readySuggestion(panel);
  await box.fill('');
  await panel.locator(`[data-action="choose"][data-slot="${slot}"]`).click();
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  assert.deepEqual([await composerText(page), await composerText(page, '#trap')], [text, '']);
});

test('case 1: none of it left this machine', async () => {
  assert.deepEqual((await session.close()).ours, []);
});
