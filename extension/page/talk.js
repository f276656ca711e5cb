'use strict';

// What the page showed before, so that what it shows now is not taken for more than it is: rows that still stand there from
// the conversation before belong to no other, and the last row is the last also while the agent looks at older ones.
globalThis.qinyu ??= {};

(() => {
  const { qinyu } = globalThis;
  const { upwards } = qinyu.dom;
  // Old and new rows stand side by side for the time of a transition. What stands longer belongs to the new conversation,
  // whose list took the old one's elements over.
  const TRANSITION_MS = 1000;
  // How long a history may take: a list that begins with all of the last conversation's is that one's for so long, on a page
  // that gives rows no names of its own. Two talks that begin alike are rarer than slow pages.
  const HISTORY_MS = 4000;
  // Some pages bring the rows first and the name behind them.
  const ROWS_FIRST_MS = 1500;

  // Whose a row is: element -> { id, signature }.
  let owners = new WeakMap();
  // The conversation read last: its id, its rows and their signatures, the words that stand in the list, whosever they are, `whose`
  // list that is, when all of it was replaced at once; what stood `before`, when the list's owner was `left`, since when this one
  // is open, and whether its rows came before its name.
  const NONE = { id: null, left: null, whose: null, messages: [], signatures: [], seen: [], replaced: -Infinity, before: [], since: 0, rowsFirst: false };
  let talk = NONE;

  // Pages are read in another way from now on: what was read says nothing of it.
  qinyu.forgetTalk = () => {
    owners = new WeakMap();
    talk = NONE;
  };

  // Of each message once: a row that is the same gives the same one at the next reading.
  const once = (make) => {
    const made = new WeakMap();
    return (message) => made.get(message) ?? (made.set(message, make(message)), made.get(message));
  };
  const signatureOf = once(({ row, sender, text, card }) => JSON.stringify([row, sender, text, card]));
  // Without a name that is ours: another element gets another one.
  const wordsOf = once(({ row, ...said }) => JSON.stringify([/^r\d+-/.test(row) ? '' : row, said]));

  // Far from the end of the list, whichever end that is.
  function isScrolledBack(log, row) {
    let at = row ?? log;
    while (at && !(at.scrollHeight > at.clientHeight + 1 && /^(?:auto|scroll|overlay)$/.test(getComputedStyle(at).overflowY))) at = upwards(at);
    if (!at) return false;
    const { scrollTop, scrollHeight, clientHeight } = at;
    const left = qinyu.isTurned(at) ? -scrollTop : scrollHeight - clientHeight - scrollTop;
    return left > clientHeight / 2;
  }

  // The reading with the rows that are this conversation's; `again` is in how many milliseconds it may read otherwise though
  // nothing in the page changes.
  qinyu.settle = (reading) => {
    const { event, rows, log } = reading;
    const now = performance.now();
    const { id, messages } = event;
    // A name may come late. Without one, nothing is written.
    if (id === '') return reading;
    if (id !== talk.id) begin(id, now);

    talk.seen = messages.map(wordsOf);
    const signatures = messages.map(signatureOf);
    const own = (owner, which) => rows.forEach((row, i) => { if (which(i)) owners.set(row, { id: owner, signature: signatures[i] }); });
    const known = rows.map((row, i) => (owners.get(row)?.signature === signatures[i] ? owners.get(row).id : undefined));
    const isNew = (i) => known[i] === undefined;
    const isOld = (i) => !isNew(i) && known[i] !== id;
    const old = known.filter((_, i) => isOld(i)).length;
    const adopt = () => own(id, () => true);
    const open = talk.since - now;
    // The list of the one before, written on or mounted anew.
    const continues = talk.before.length > 0 && talk.before.every((words, i) => talk.seen[i] === words);
    if (continues && !talk.rowsFirst && known.some((owner) => owner !== id)) {
      const limit = open + (talk.before.length > 1 ? HISTORY_MS : TRANSITION_MS);
      if (limit > 0) {
        own(talk.left, isNew);
        talk.whose = talk.left;
        return only(reading, () => false, limit);
      }
      if (old < rows.length) adopt();
    }
    own(id, isNew);
    // A list in which nothing is this one's belongs to the one whose last row it has.
    talk.whose = old > 0 && old === rows.length && !talk.rowsFirst ? known.at(-1) : id;
    if (old > 0 && (old < rows.length ? open + TRANSITION_MS <= 0 : talk.rowsFirst)) adopt();
    else if (old > 0) return only(reading, (_, i) => !isOld(i), old < rows.length ? open + TRANSITION_MS : undefined);

    const last = talk.signatures.at(-1);
    // Still in the list, before more rows than are read, or no longer.
    const stands = talk.end?.isConnected && talk.end.textContent === talk.endText;
    if (last && rows.length > 0 && !signatures.includes(last) && !stands && isScrolledBack(log, rows.at(-1).parentElement)) {
      event.messages = talk.messages;
      return reading;
    }
    noteReplaced(rows, talk.seen, log);
    Object.assign(talk, { signatures, messages, end: rows.at(-1), endText: rows.at(-1)?.textContent });
    return reading;
  };

  // The name changes: rows that nobody read yet belong to the conversation that is left, unless they came with the new name.
  qinyu.leave = (id, rows, messages, log, isTouched) => {
    const signatures = messages.map(signatureOf);
    // A list that stays while names come and go, mounted anew or written on, is still the one's that it was.
    const stays = id === talk.id && talk.seen.length > 0 && talk.seen.every((words, i) => messages[i] && wordsOf(messages[i]) === words);
    const owner = stays ? talk.whose : id;
    rows.forEach((row, i) => {
      if (owners.get(row)?.signature !== signatures[i] && !isTouched(row)) owners.set(row, { id: owner, signature: signatures[i] });
    });
    if (id !== talk.id) return;
    talk.seen = messages.filter((_, i) => !isTouched(rows[i])).map(wordsOf);
    noteReplaced(rows, talk.seen, log);
  };

  // Another list, not the old one mounted anew or scrolled: most of what was said is gone. Two talks may share an opening.
  function noteReplaced(rows, words, log) {
    const still = new Set(words);
    const gone = talk.messages.filter((message) => !still.has(wordsOf(message))).length;
    if (rows.length > 0 && gone * 2 > talk.messages.length && !isScrolledBack(log, rows.at(-1).parentElement)) talk.replaced = performance.now();
  }

  function begin(id, now) {
    const rowsFirst = now - talk.replaced < ROWS_FIRST_MS;
    talk = { id, left: talk.whose, whose: id, messages: [], signatures: [], replaced: -Infinity, seen: [], before: talk.seen, since: now, rowsFirst };
  }

  function only(reading, keep, again) {
    const { event } = reading;
    return { ...reading, again, event: { ...event, messages: event.messages.filter(keep), missing: event.missing.filter((part) => part !== 'sender' && part !== 'text') } };
  }
})();
