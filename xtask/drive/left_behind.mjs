// What of ours is in a page, asked of the browser: listeners on its document and window, and what the page's process holds.

// Types of the listeners on these targets. Our world sees its own and the page's; the chats of this repository have none there.
export async function listeners({ debug, contextId }) {
  const found = [];
  for (const expression of ['document', 'window']) {
    const { result } = await debug.send('Runtime.evaluate', { expression, contextId });
    found.push(...(await debug.send('DOMDebugger.getEventListeners', { objectId: result.objectId })).listeners.map(({ type }) => type));
    await debug.send('Runtime.releaseObject', { objectId: result.objectId });
  }
  return found.sort();
}

// After everything that nobody holds is collected: { heap, nodes, listeners }.
export async function footprint({ debug }) {
  // What one collection frees may be what held the rest: finalizers run in between.
  for (let i = 0; i < 3; i += 1) await debug.send('HeapProfiler.collectGarbage');
  const { usedSize } = await debug.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await debug.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}
