// Keeps the shop: its parts (catalogue, orders, sizes, sets, promotions, learnt), each under the SHA-256 of its bytes, and a
// root that names them. Twice, in a database of its own and in the extension's private folder, of which neither is
// believed: bytes that don't fit their name don't count, and the other copy mends them. The root before the last one stays
// with its parts, for a crash. Used by the panel, which reads, and by shop_worker.js, which also writes. What a part
// holds, src/shop/kept.rs decides.

const DATABASE = 'qinyu-shop';
const PARTS = 'parts';
const ROOTS = 'roots';
const FOLDER = 'shop';
// Other panels hear on this channel that there is another root.
const CHANNEL = 'qinyu-shop';
const KEY_BYTES = 32;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const sum = async (bytes) => hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
const encoded = (text) => new TextEncoder().encode(text);

let connection;

async function connected() {
  connection ??= (() => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(PARTS);
      request.result.createObjectStore(ROOTS);
    };
    return done(request);
  })();
  try {
    const database = await connection;
    database.onclose = () => { connection = undefined; };
    return database;
  } catch (error) {
    connection = undefined;
    throw error;
  }
}

async function change(run) {
  const transaction = (await connected()).transaction([PARTS, ROOTS], 'readwrite', { durability: 'strict' });
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
  run(transaction.objectStore(PARTS), transaction.objectStore(ROOTS));
  await ended;
}

const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });

async function writeFile(name, bytes) {
  const writable = await (await (await folder()).getFileHandle(name, { create: true })).createWritable();
  await writable.write(bytes);
  await writable.close();
}

async function readFile(name) {
  const file = await (await (await folder()).getFileHandle(name)).getFile();
  return new Uint8Array(await file.arrayBuffer());
}

// Both copies: to read a part, to mend one, to list the roots' texts.
const COPIES = [{
  part: async (name) => done((await connected()).transaction(PARTS).objectStore(PARTS).get(name)),
  mend: (name, bytes) => change((parts) => parts.put(bytes, name)),
  roots: async () => done((await connected()).transaction(ROOTS).objectStore(ROOTS).getAll()),
}, {
  part: readFile,
  mend: writeFile,
  async roots() {
    const texts = [];
    for await (const name of (await folder()).keys()) {
      if (name.startsWith('root.')) texts.push(new TextDecoder().decode(await readFile(name)));
    }
    return texts;
  },
}];

// A root as text: what it says, and the sum of that.
async function printRoot(root) {
  const text = JSON.stringify(root);
  return JSON.stringify({ root: text, sum: await sum(encoded(text)) });
}

async function parseRoot(text) {
  try {
    const { root, sum: stated } = JSON.parse(text);
    return await sum(encoded(root)) === stated ? JSON.parse(root) : undefined;
  } catch {
    return undefined; // cut off, or something else
  }
}

// The roots of both copies, the newest first.
async function roots() {
  const texts = await Promise.all(COPIES.map((copy) => copy.roots().catch(() => [])));
  const all = await Promise.all([...new Set(texts.flat())].map(parseRoot));
  return all.filter(Boolean).sort((one, other) => other.generation - one.generation);
}

// A part's bytes; nothing where no copy is whole.
async function part(name) {
  const broken = [];
  for (const copy of COPIES) {
    const bytes = await copy.part(name).catch(() => undefined);
    if (!bytes || await sum(bytes) !== name) {
      broken.push(copy);
      continue;
    }
    for (const other of broken) await other.mend(name, bytes).catch(() => {}); // tried again at the next reading
    return bytes;
  }
}

// What is kept: { generation, key, sums, parts, lost, stale }. `sums` names the bytes of each part, `parts` holds those that
// are wanted and not among the `known` sums, `lost` the names of those that no copy has whole, `stale` whether what was
// learnt is of other parts than those that are kept now.
export async function load(wanted, known = []) {
  const [root] = await roots();
  if (!root) return { generation: 0, key: undefined, sums: {}, parts: {}, lost: [], stale: false };
  const [parts, lost] = [{}, []];
  for (const name of wanted.filter((each) => root.parts[each] && !known.includes(root.parts[each]))) {
    const bytes = await part(root.parts[name]);
    if (bytes) parts[name] = bytes;
    else lost.push(name);
  }
  const stale = !!root.parts.catalogue && root.learntOf !== learntFrom(root.parts);
  return { generation: root.generation, key: root.key, sums: root.parts, parts, lost, stale };
}

const learntFrom = (parts) => ['catalogue', 'orders', 'sets'].map((name) => parts[name] ?? '').join(' ');

// The key under which buyers become numbers. It is drawn once; without it nothing that is kept would be known again.
export const drawKey = () => hex(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
export const keyBytes = (key) => Uint8Array.from(key.match(/../g), (pair) => parseInt(pair, 16));

// Keeps parts over those of a generation; fails if there is another one by now. Gives the new generation.
export async function commit(key, generation, changed) {
  return navigator.locks.request(CHANNEL, async () => {
    const known = await roots();
    if ((known[0]?.generation ?? 0) !== generation) throw new Error('changed');
    const parts = { ...known[0]?.parts };
    const bytes = new Map();
    for (const [name, content] of Object.entries(changed)) {
      parts[name] = await sum(content);
      bytes.set(parts[name], content);
    }
    const learntOf = changed.learnt ? learntFrom(parts) : known[0]?.learntOf;
    const root = { generation: generation + 1, key, parts, learntOf };
    const text = await printRoot(root);
    // The root names nothing that is not there: parts first, in both copies.
    for (const [name, content] of bytes) await writeFile(name, content);
    const stays = new Set([root, ...known.slice(0, 1)].flatMap((each) => Object.values(each.parts)));
    await change((objects, heads) => {
      for (const [name, content] of bytes) objects.put(content, name);
      heads.put(text, root.generation);
      const old = heads.getAllKeys();
      old.onsuccess = () => old.result.filter((each) => each < generation).forEach((each) => heads.delete(each));
      const names = objects.getAllKeys();
      names.onsuccess = () => names.result.filter((each) => !stays.has(each)).forEach((each) => objects.delete(each));
    });
    await writeFile(`root.${root.generation}`, encoded(text)).catch(() => {}); // the database has it; the next one is written anew
    await collect(stays, generation).catch(() => {}); // what stays is collected by the next commit
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage(root.generation);
    channel.close();
    return root.generation;
  });
}

async function collect(stays, oldest) {
  const home = await folder();
  const names = [];
  for await (const name of home.keys()) names.push(name);
  for (const name of names) {
    const isRoot = name.startsWith('root.');
    if (isRoot ? Number(name.slice('root.'.length)) < oldest : !stays.has(name)) await home.removeEntry(name);
  }
}

// Runs when another panel, or a worker, has kept another root.
export function onKept(run) {
  new BroadcastChannel(CHANNEL).onmessage = ({ data }) => run(data);
}

// ---- what the panel calls ----

let worker;

function started(tell) {
  if (!worker) {
    worker = new Worker('shop_worker.js', { type: 'module' });
    worker.onmessage = ({ data }) => {
      if (data.includes('"kind":"broken"')) stop();
      tell(data);
    };
    // After a panic, or where the script can't be loaded, the next order starts a fresh one.
    worker.onerror = () => {
      stop();
      tell('{"at":"failed","error":{"kind":"broken"}}');
    };
  }
  return worker;
}

export function stop() {
  worker?.terminate();
  worker = undefined;
}

// Orders for the worker, which is started with the first; it answers with JSON.
export const read = (tell, file, mapping, encoding) => started(tell).postMessage({ order: 'read', file, mapping, encoding });
export const order = (tell, name, value) => started(tell).postMessage({ order: name, value });
