import { pageSide } from './browser.mjs';
import { addRows, FOLDERS, KINDS, openLarge } from './large_chats.mjs';
import { ADDRESSES, openSites } from './sites.mjs';
import { pagePort } from './page_port.mjs';
const session = await openSites({ folders: FOLDERS });
for (const kind of KINDS.filter(({name}) => !process.argv[2] || process.argv[2].includes(name))) {
  const page = await openLarge(session, kind, ADDRESSES);
  const port = await pagePort(session, page);
  await port.next('conversation');
  const side = await pageSide(session, page);
  await side.debug.send('Profiler.enable');
  await side.debug.send('Profiler.setSamplingInterval', { interval: 100 });
  await side.debug.send('Profiler.start');
  for (let i = 0; i < 20; i++) { await addRows(page, 5); await side.evaluate('() => qinyu.read().rows.length'); }
  const { profile } = await side.debug.send('Profiler.stop');
  const self = {}; const byId = new Map(profile.nodes.map((n) => [n.id, n]));
  const total = {};
  const parent = new Map(); for (const n of profile.nodes) for (const c of n.children ?? []) parent.set(c, n.id);
  profile.samples.forEach((id, i) => { const d = profile.timeDeltas[i]; let n = byId.get(id); const nm = (n) => `${n.callFrame.functionName || 'anon'}@${n.callFrame.url.split('/').pop()}:${n.callFrame.lineNumber+1}`;
    if (n.callFrame.functionName === '(idle)' || n.callFrame.functionName==='(program)') return;
    self[nm(n)] = (self[nm(n)] ?? 0) + d; const seen = new Set(); for (let at = id; at; at = parent.get(at)) { const k = nm(byId.get(at)); if (!seen.has(k)) { seen.add(k); total[k] = (total[k] ?? 0) + d; } } });
  const top = (o) => Object.entries(o).sort((a, b) => b[1] - a[1]).slice(0, 16).map(([k, v]) => `${(v / 1000).toFixed(0)}ms ${k}`).join('\n  ');
  console.log(kind.name, '\n SELF\n ', top(self), '\n TOTAL\n ', top(total));
  await port.close(); await page.close();
}
await session.close();
