// The shop's files, brought into the panel as an agent does: chosen, looked at as a plan, taken.

import { join } from 'node:path';

// The sample shop's files in the order in which they build on one another.
export const SAMPLE_FILES = ['catalogue.csv', 'order_lines.csv', 'orders.csv', 'promotions.csv', 'size_charts.csv', 'sets.csv'];
// Reading and learning take seconds.
const PATIENCE_MS = 120_000;

// Waits until nothing is learnt any more.
export const learnt = (panel, timeout = PATIENCE_MS) => panel.waitForFunction(
  () => !document.getElementById('shop-learning') && document.getElementById('shop-done'), undefined, { timeout, polling: 200 },
);

// Brings a folder's files in and leaves the panel in the shop's tab.
export async function importShop(panel, folder, files = SAMPLE_FILES) {
  await panel.locator('#tab-shop').click();
  await panel.locator('#room-files').click();
  for (const file of files) {
    await panel.locator('#read-shop').setInputFiles(join(folder, file));
    await panel.locator('#shop_apply').click({ timeout: PATIENCE_MS });
    await panel.locator('#shop-done').waitFor({ timeout: PATIENCE_MS });
  }
  await learnt(panel);
}
