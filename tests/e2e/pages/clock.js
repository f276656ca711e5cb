// Time as a list of what is to come, for the page side's files that are loaded behind this one: a second takes as long as
// what happens in it. Also the extension's end of the port, and the page side's own listener for keys, which takes only
// real ones.

window.time = (() => {
  let now = 0;
  let next = 1;
  let waiting = [];
  const at = (run, delay) => {
    waiting.push({ id: next, when: now + Math.max(0, delay || 0), run });
    return next++;
  };
  window.setTimeout = (run, delay) => at(run, delay);
  window.clearTimeout = (id) => { waiting = waiting.filter((one) => one.id !== id); };
  window.requestAnimationFrame = (run) => at(() => run(now), 16 - (now % 16));
  performance.now = () => now;
  return {
    get now() { return now; },
    at,
    // What promises and observers do about what just happened.
    async settle() { for (let i = 0; i < 12; i += 1) await null; },
    async until(end) {
      for (;;) {
        await this.settle();
        const due = waiting.filter(({ when }) => when <= end).sort((a, b) => a.when - b.when || a.id - b.id)[0];
        if (!due) break;
        waiting = waiting.filter((one) => one !== due);
        now = Math.max(now, due.when);
        due.run();
      }
      now = Math.max(now, end);
    },
    forget() { waiting = []; },
  };
})();

window.keyListeners = [];
const listenFor = window.addEventListener;
window.addEventListener = function addEventListener(type, heard, options) {
  if (type === 'keydown') window.keyListeners.push(heard);
  return listenFor.call(this, type, heard, options);
};
window.chrome = { runtime: { id: 'qinyu', onConnect: { addListener(attach) { window.attach = attach; } } } };
