// Keeps the pictures of phrases, each under the SHA-256 of its bytes, twice: in a database of its own and in the
// extension's private folder. Neither is believed: bytes that don't fit their name don't count, and the other copy mends
// them. What may be kept, under which limits and what is collected, src/library/picture and src/storage decide.

const DATABASE = 'qinyu-pictures';
const OBJECTS = 'pictures';
const FOLDER = 'pictures';
// Drawn anew: as JPEG a photograph looks the same to a buyer, and the second quality is for those that stay too large.
const QUALITY = [0.85, 0.6];

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

let connection;

async function connected() {
  connection ??= (() => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(OBJECTS);
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

// Both copies: to read one picture, to write one, to drop one, to list the names.
const COPIES = [{
  async read(name) {
    return done((await connected()).transaction(OBJECTS).objectStore(OBJECTS).get(name));
  },
  async write(name, blob) {
    await this.change((objects) => objects.put(blob, name));
  },
  async drop(name) {
    await this.change((objects) => objects.delete(name));
  },
  async change(change) {
    const transaction = (await connected()).transaction(OBJECTS, 'readwrite', { durability: 'strict' });
    change(transaction.objectStore(OBJECTS));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  },
  async names() {
    return done((await connected()).transaction(OBJECTS).objectStore(OBJECTS).getAllKeys());
  },
}, {
  async folder() {
    return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  },
  async read(name) {
    return (await (await this.folder()).getFileHandle(name)).getFile();
  },
  async write(name, blob) {
    const writable = await (await (await this.folder()).getFileHandle(name, { create: true })).createWritable();
    await writable.write(blob);
    await writable.close();
  },
  async drop(name) {
    await (await this.folder()).removeEntry(name);
  },
  async names() {
    const names = [];
    for await (const name of (await this.folder()).keys()) names.push(name);
    return names;
  },
}];

async function nameOf(blob) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

// The picture with its media type, which its first byte tells; nothing where no copy is whole.
async function read(name) {
  const broken = [];
  for (const copy of COPIES) {
    const blob = await copy.read(name).catch(() => undefined);
    if (!blob || await nameOf(blob) !== name) {
      broken.push(copy);
      continue;
    }
    for (const other of broken) await other.write(name, blob).catch(() => {}); // tried again at the next reading
    const [first] = new Uint8Array(await blob.slice(0, 1).arrayBuffer());
    const media = { 0x89: 'image/png', 0xff: 'image/jpeg', 0x47: 'image/gif', 0x52: 'image/webp' }[first];
    return blob.slice(0, blob.size, media);
  }
}

const dataUrl = (blob) => {
  const reader = new FileReader();
  const url = new Promise((resolve, reject) => {
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
  });
  reader.readAsDataURL(blob);
  return url;
};

// Fails for what only begins like a picture.
export const check = async (file) => (await createImageBitmap(file)).close();

export const head = async (file, length) => new Uint8Array(await file.slice(0, length).arrayBuffer());

// Keeps a picture and gives its name; both copies have it then.
export async function keep(blob) {
  const name = await nameOf(blob);
  for (const copy of COPIES) await copy.write(name, blob);
  return name;
}

// The same for one that a pack brought, whose bytes are known to fit its name.
export async function keepUrl(url) {
  const [about, data] = url.split(',');
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return keep(new Blob([bytes], { type: about.slice('data:'.length).split(';')[0] }));
}

// A picture drawn anew as this media type, its longest side at most so long; nothing where it stays over the limit.
export async function draw(file, media, side, limit) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const length = (of) => Math.max(1, Math.round(of * scale));
  const canvas = new OffscreenCanvas(length(bitmap.width), length(bitmap.height));
  const drawing = canvas.getContext('2d');
  drawing.imageSmoothingQuality = 'high';
  drawing.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const tries = QUALITY.map((quality) => ['image/jpeg', quality]);
  if (media === 'image/png') tries.unshift([media]);
  for (const [type, quality] of tries) {
    if (type === 'image/jpeg') {
      // It knows no see-through.
      drawing.globalCompositeOperation = 'destination-over';
      drawing.fillStyle = '#fff';
      drawing.fillRect(0, 0, canvas.width, canvas.height);
    }
    const blob = await canvas.convertToBlob({ type, quality });
    if (blob.size <= limit) return blob;
  }
}

// The names of all; a picture that one copy lacks is copied from the other.
export async function names() {
  const lists = await Promise.all(COPIES.map((copy) => copy.names().catch(() => [])));
  const all = [...new Set(lists.flat())];
  for (const name of all.filter((each) => !lists.every((list) => list.includes(each)))) {
    const blob = await read(name);
    for (const [at, copy] of COPIES.entries()) {
      if (blob && !lists[at].includes(name)) await copy.write(name, blob).catch(() => {}); // tried again at the next start
    }
  }
  return all;
}

export async function drop(name) {
  for (const copy of COPIES) await copy.drop(name).catch(() => {}); // it is not there
}

// Where the panel's document shows a picture; nothing where it is not here.
const addresses = new Map();
export async function address(name) {
  const blob = addresses.has(name) ? undefined : await read(name);
  if (blob) addresses.set(name, URL.createObjectURL(blob));
  return addresses.get(name);
}

export async function url(name) {
  const blob = await read(name);
  return blob && dataUrl(blob);
}

// Onto the clipboard, which takes PNG alone. Begun within the agent's click, so the bytes come as a promise.
export async function copy(name) {
  const png = read(name).then((blob) => (blob.type === 'image/png' ? blob : draw(blob, 'image/png', Infinity, Infinity)));
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
}

// A JSON object's text with pictures put in at its end under this field, as many as `limit` bytes hold:
// { blob, left }, the latter the names of those that found no room. As `Pack::print` does it.
export async function attach(text, field, wanted, limit) {
  const parts = [text.slice(0, text.lastIndexOf('}'))];
  let size = new Blob(parts).size + field.length + 16;
  const left = [];
  for (const name of wanted) {
    const picture = await url(name);
    if (!picture) continue;
    const part = `\n"${name}":"${picture}"`;
    size += part.length + 1;
    if (size > limit) {
      size -= part.length + 1;
      left.push(name);
    } else {
      parts.push(parts.length === 1 ? `,\n"${field}":{` : ',', part);
    }
  }
  parts.push(parts.length === 1 ? '}\n' : '\n}}\n');
  return { blob: new Blob(parts), left };
}
