// Reads Chromium's own network log (--log-net-log). It lies below every page, worker and extension, so
// «no request» is proven here, not by what a page says of itself.

import { readFile } from 'node:fs/promises';

const LOCAL = new Set(['127.0.0.1', 'localhost', '[::1]']);

const hostOf = (url) => {
  try {
    return new URL(url).hostname;
  } catch {
    return '';
  }
};

// Chromium asks for its own updates and dictionaries in the browser process; the log gives those no origin.
// What a page, a worker, a content script or an extension starts has one, and so has what they navigate.
const isBrowsersOwn = ({ initiator, request_type: type }) => initiator === 'not an origin' && type === 'other';

async function eventsIn(file) {
  const text = await readFile(file, 'utf8');
  // A browser that was killed leaves the list of events open.
  const log = JSON.parse(/\]\s*,?\s*(?:"polledData"[\s\S]*)?\}\s*$/.test(text) ? text : `${text.replace(/,\s*$/, '')}]}`);
  const names = new Map(Object.entries(log.constants.logEventTypes).map(([name, number]) => [number, name]));
  return log.events.map((event) => ({ ...event, name: names.get(event.type) }));
}

// { ours, browsers, total }: what went to a host other than this machine, as { url, from }, and how many requests
// the log holds at all, so that an empty list cannot come from an empty log.
export async function requestsIn(file) {
  const found = { ours: [], browsers: [], total: 0 };
  for (const { name, params = {} } of await eventsIn(file)) {
    if (name === 'URL_REQUEST_START_JOB' && params.url) {
      found.total += 1;
      // data: and chrome-extension: never come down to here; if one did, it would have left the browser.
      if (!LOCAL.has(hostOf(params.url))) (isBrowsersOwn(params) ? found.browsers : found.ours).push({ url: params.url, from: params.initiator });
    }
    // A look-up alone (rel=dns-prefetch) tells a name server something as well.
    const asker = params.network_anonymization_key ?? '';
    if (name === 'HOST_RESOLVER_MANAGER_REQUEST' && params.host && !LOCAL.has(hostOf(params.host))
      && /chrome-extension:|127\.0\.0\.1/.test(asker)) {
      found.ours.push({ url: `dns:${params.host}`, from: asker });
    }
  }
  return found;
}
