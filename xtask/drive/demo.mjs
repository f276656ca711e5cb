// The demo: the pretend chat with Qinyu beside it, which knows the sample shop whose folder is given. `--headless` plays three
// scenes without a window, keeps pictures and ends with one line of JSON.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chooseIn, composerText, heard, open, readySuggestion, ROOT, suggestionsOf } from './browser.mjs';
import { PickerList } from './picker_list.mjs';
import { importShop } from './shop.mjs';

const PICTURES = join(ROOT, 'target/demo');

// 什么时候发货: what an agent types for it.
const INITIALS = 'smsh';

const SHOP = process.argv[2];

const note = (text) => process.stderr.write(`${text}\n`);

async function play() {
  const session = await open({ scale: 2 });
  const page = await session.page('/');
  const scene = await page.locator('#log').getAttribute('data-conversation-id');
  const buyer = await page.locator('#log [data-sender="buyer"] .bubble').last().innerText();
  const panel = await session.panel(page);
  const ready = await readySuggestion(panel);
  const suggestions = await suggestionsOf(panel);
  // Pressed in the page, where the agent's hands are.
  await chooseIn(page, panel);
  const inserted = await composerText(page);
  if (inserted !== ready.text) throw new Error(`suggestion ${ready.slot} is «${ready.text}», but the box holds «${inserted}»`);
  const sent = await page.evaluate(() => window.demo.sent.length);
  if (sent !== 0) throw new Error(`${sent} messages were sent, and nobody pressed the page's own button`);

  mkdirSync(PICTURES, { recursive: true });
  await panel.screenshot({ path: join(PICTURES, 'panel.png') });
  await page.screenshot({ path: join(PICTURES, 'page.png'), scale: 'css' });

  // The library: in the page by what opens the picker, in the panel by its tab, both searched by the beginnings of sounds.
  await page.locator('#composer').fill('');
  await page.locator('#composer').focus();
  await page.keyboard.type(`/${INITIALS}`);
  const list = await PickerList.of(session, page);
  const { entries } = await list.until((now) => now?.entries[0]?.marked.length, 'the list in the page');
  await page.screenshot({ path: join(PICTURES, 'picker.png'), scale: 'css' });
  await page.keyboard.press('Enter');
  await list.gone();
  const picked = await composerText(page);
  await panel.locator('#tab-library').click();
  await panel.locator('#search').fill(INITIALS);
  await panel.locator('.found mark').first().waitFor();
  await panel.screenshot({ path: join(PICTURES, 'library.png') });
  await panel.close();

  // The shop: its files brought in, then what is offered to who has decided.
  const selling = await session.page('/?scene=bedding');
  const beside = await session.panel(selling);
  await importShop(beside, SHOP);
  await beside.locator('#room-pairs').click();
  await beside.locator('.matrix button').first().click();
  await beside.screenshot({ path: join(PICTURES, 'shop.png') });
  await beside.locator('#tab-chat').click();
  const cards = beside.locator('article.offer');
  await cards.first().waitFor();
  await beside.screenshot({ path: join(PICTURES, 'offers.png') });
  const offers = await cards.evaluateAll((all) => all.map((card) => ({
    relation: card.dataset.relation, title: card.querySelector('h2').innerText, merit: card.querySelector('.merit').innerText,
  })));
  await beside.locator('#offer-1').click();
  await selling.waitForFunction(() => document.getElementById('composer').value !== '');
  const offered = await composerText(selling);

  // A scene for practice, which the page plays and the panel reads as any talk.
  await selling.evaluate(() => window.demo.switchTo('train-late_parcel'));
  const pretended = selling.locator('#log [data-sender="buyer"] .bubble').last();
  const asked = await pretended.innerText();
  await heard(beside, asked);
  const { text: reply } = await chooseIn(selling, beside);
  await selling.keyboard.press('Enter');
  const next = await pretended.innerText();
  await heard(beside, next);
  await beside.screenshot({ path: join(PICTURES, 'training.png') });
  note('pictures in target/demo: panel.png, page.png, picker.png, library.png, shop.png, offers.png, training.png');
  const { complaints } = session;
  const requests = await session.close();
  if (complaints.length) throw new Error(`a page logged errors:\n${complaints.join('\n')}`);
  if (requests.total === 0) throw new Error('the network log is empty, not even the page is in it; it proves nothing');
  for (const { url, from } of requests.ours) note(`left this machine: ${url}, asked for by ${from}`);
  console.log(JSON.stringify({
    scene, buyer, suggestions: suggestions.map(({ text, reasons }) => ({ text, reasons })), inserted, found: entries.map(({ title }) => title), picked, offers, offered, practice: { asked, reply, next }, network_requests: requests.ours.length,
  }));
}

async function show() {
  const session = await open({ headless: false, args: ['--window-size=1280,860'] });
  const page = await session.page('/');
  note('The sample shop is brought in …');
  const panel = await session.panel(page);
  await importShop(panel, SHOP);
  await panel.close();
  await page.bringToFront();
  try {
    await session.openSidePanel(page);
    note('Qinyu is open beside the pretend chat. Alt+1, Alt+2, Alt+3 or a click puts a reply into the box; you send it.');
  } catch (error) {
    note(`${error.message}\nClick the Qinyu icon in the toolbar (or behind the puzzle piece) to open it beside the chat.`);
  }
  note('Below the shop’s talks stand scenes for practice (陪练场景), which the page plays.');
  note('Close the window or press Ctrl+C to end.');
  await page.waitForEvent('close', { timeout: 0 });
  await session.close();
}

await (process.argv.includes('--headless') ? play() : show());
