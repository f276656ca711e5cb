// What happens in a talk shows in the report, is there again when the panel is opened anew, and goes out as CSV, as a workbook
// and as a file for the team, which another installation's numbers come in by.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';
import { heard, open, testsOf } from '../../xtask/drive/browser.mjs';

const session = await open({ folders: { '/': 'www' } });
after(() => session.close());
const test = testsOf(session);

const say = (page, text) => page.evaluate((words) => window.demo.say(words), text);

async function download(panel, action) {
  const [file] = await Promise.all([panel.waitForEvent('download'), panel.locator(`[data-action="${action}"]`).click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

// The figure that stands under a name on top of the report.
const figure = (panel, name) => panel.locator('.figures div', { hasText: name }).locator('dd').first().innerText();

test('a talk shows in the report, and still does when the panel is opened anew', async () => {
  const page = await session.page('/');
  // The pretend buyer has said what they had to say.
  for (const text of ['亲，有的', '亲，可以的', '亲，好的', '亲，没问题']) {
    await page.locator('#composer').fill(text);
    await page.locator('#composer').press('Enter');
  }
  let panel = await session.panel(page);
  await say(page, '谢谢');
  await heard(panel, '谢谢');
  await panel.locator('article.suggestion [data-action="choose"]').first().click();
  await panel.locator('#notice[data-kind="inserted"]').waitFor();
  // Sent, the turn is over: a panel opened anew would count it once more while it waits.
  await page.bringToFront();
  await page.locator('#composer').press('Enter');
  await panel.locator('#tab-report').click();
  // What was taken, and then that none of what was sent was typed.
  await panel.locator('.figures dd', { hasText: /^100%$/ }).nth(1).waitFor();
  assert.equal(await figure(panel, '建议采用'), '100%');
  await panel.locator('#report-suggestions-chart svg[role="img"]').waitFor();
  await panel.locator('#report-suggestions-chart summary').click();
  await panel.locator('#report-suggestions-chart table').waitFor();
  await panel.locator('#tab-chat').click();
  await panel.locator('html:not([data-saving])').waitFor();
  await panel.close();

  panel = await session.panel(page);
  await panel.locator('#tab-report').click();
  assert.equal(await figure(panel, '建议采用'), '100%');
  for (const span of ['week', 'month']) {
    await panel.locator(`#report-${span}`).click();
    await panel.locator(`#report-${span}[aria-pressed="true"]`).waitFor();
    assert.equal(await figure(panel, '建议采用'), '100%');
  }
  const table = await download(panel, 'report_export');
  assert.match(table.bytes.toString('utf8'), /^\ufeff谁,项目,名称,数量\r\n.*,有建议的轮次,,1\r\n/);
  const workbook = await download(panel, 'report_workbook');
  assert.match(workbook.name, /\.xlsx$/);
  assert.equal(workbook.bytes.subarray(0, 2).toString(), 'PK');

  // Another installation's numbers are this one's under another name.
  const team = await download(panel, 'report_team_export');
  const { installation } = JSON.parse(team.bytes.toString('utf8'));
  const theirs = Buffer.from(team.bytes.toString('utf8').replaceAll(installation, 'bbbbbbbb'));
  const read = (buffer) => panel.setInputFiles('#read-counters', { name: 'counters.json', mimeType: 'application/json', buffer });
  await read(team.bytes);
  await panel.locator('#notice[data-kind="no_counters"]').waitFor();
  await read(theirs);
  await panel.locator('#notice[data-kind="counters_merged"]').waitFor();
  await panel.locator('[data-action="report_drop"][data-name="bbbbbbbb"]').waitFor();
  assert.match(await panel.locator('.figures div', { hasText: '建议采用' }).innerText(), /2 轮有建议/);
  await panel.locator('[data-action="report_drop"]').click();
  await panel.locator('#notice[data-kind="counters_dropped"]').waitFor();
  await panel.locator('[data-action="report_put_back"]').click();
  await panel.locator('[data-action="report_drop"]').waitFor();

  await panel.locator('.unused summary').click();
  await panel.locator('[data-action="report_open"]').first().click();
  await panel.locator('#field-body').waitFor();
  await panel.close();
  await page.close();
});
