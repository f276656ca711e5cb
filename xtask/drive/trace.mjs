// What the browser did in a page's own thread while something went on, from the browser's tracing: every task, and what of
// it was ours. Times are the thread's own (`cpu`), so that others at work on the machine add little; `wall` beside it.

const CATEGORIES = ['toplevel', 'devtools.timeline', 'blink.user_timing', 'v8'];
const MARK = 'qinyu-trace';
const TASK = /RunTask$/;
// Where a function or a script of some world begins.
const ENTRY = new Set(['v8.callFunction', 'v8.run', 'EvaluateScript']);
// What the page would have to do for its next frame anyway, done when somebody asks where things stand.
const LAYOUT = new Set(['UpdateLayoutTree', 'Layout', 'PrePaint']);

const ends = ({ ts, dur }) => ts + dur;
const isOurs = ({ args }, address) => args?.worldName === 'Qinyu' || (args?.data?.url ?? args?.fileName ?? '').startsWith(address);

// Runs this and gives { tasks, calls }, each a list of { cpu, wall, layout } in ms: the tasks in which something of ours ran, and
// the outermost calls of ours; `layout` is how much of `cpu` laid the page out.
export async function traced(session, page, run) {
  const cdp = await session.cdp();
  const events = [];
  const collect = ({ value }) => { events.push(...value); };
  cdp.on('Tracing.dataCollected', collect);
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: CATEGORIES } });
  await page.evaluate((name) => performance.mark(name), MARK);
  await run();
  const complete = new Promise((done) => { cdp.once('Tracing.tracingComplete', done); });
  await cdp.send('Tracing.end');
  await complete;
  cdp.off('Tracing.dataCollected', collect);
  const mark = events.find(({ name }) => name === MARK);
  const here = events.filter(({ pid, tid, ph }) => pid === mark.pid && tid === mark.tid && ph === 'X');
  const address = `chrome-extension://${session.extensionId}/`;
  const ours = outermost(here.filter((event) => ENTRY.has(event.name) && isOurs(event, address)));
  const tasks = outermost(here.filter(({ name }) => TASK.test(name)))
    .filter((task) => ours.some((call) => task.ts <= call.ts && ends(call) <= ends(task)));
  const layouts = outermost(here.filter(({ name }) => LAYOUT.has(name)));
  const within = (call) => layouts.filter((one) => call.ts <= one.ts && ends(one) <= ends(call)).reduce((sum, { tdur }) => sum + tdur, 0);
  const times = (list) => list.map((one) => ({ cpu: one.tdur / 1000, wall: one.dur / 1000, layout: within(one) / 1000 }));
  return { tasks: times(tasks), calls: times(ours) };
}

function outermost(events) {
  let end = -Infinity;
  return events.sort((a, b) => a.ts - b.ts || b.dur - a.dur).filter((event) => {
    if (ends(event) <= end) return false;
    end = ends(event);
    return true;
  });
}
