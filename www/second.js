// Fetches the second module, which reads and writes files of other programs, when it is first needed.
// The panel calls these; what they take and give is described in exchange/src/browser.rs.

let loading;
let panics = 0;

function second() {
  // The number makes it a module of its own after a panic: the browser keeps the first one under its address.
  loading ??= import(`./exchange.js?${panics}`).then(async (module) => {
    await module.default();
    return module;
  });
  return loading;
}

// A panic leaves the module unusable: the next call fetches a fresh one, and this one says that the file can't be read.
async function ask(run) {
  try {
    return run(await second());
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) {
      loading = undefined;
      panics += 1;
    }
    throw error;
  }
}

// A file that was chosen or dropped: its size is asked before its bytes are fetched.
export const readChosen = async (file, encoding = '') => {
  const refused = await ask((module) => module.size_error(file.size));
  return refused || readFile(new Uint8Array(await file.arrayBuffer()), file.name, encoding);
};

// Bytes and the file's name in; JSON out: { format, encoding, phrases, problems, notes } or { error }.
export const readFile = (bytes, name, encoding = '') => ask((module) => module.read_file(bytes, name, encoding));

// A JSON list of phrases and a format's name in; JSON out: what the format can't hold.
export const fileLosses = (phrases, format) => ask((module) => module.file_losses(phrases, format));

// The same in; out { bytes, about }, the latter JSON: { ending, lost } or { error }.
export const writeFile = (phrases, format) => ask((module) => {
  const written = module.write_file(phrases, format);
  const { bytes, about } = written;
  written.free();
  return { bytes, about };
});

// A table's rows in, as the panel prints them; a workbook out, empty if there is none.
export const writeTable = (rows) => ask((module) => module.write_table(rows));

// A pack's head in, JSON out: who signed, and whether the signature is theirs.
export const packSignatures = (head) => ask((module) => module.pack_signatures(head));

// Key files are text; a key is drawn here, from the browser's own source.
export const newKey = (name) => ask((module) => module.new_key(crypto.getRandomValues(new Uint8Array(32)), name));
export const keyAbout = (secret) => ask((module) => module.key_about(secret));
export const publicKey = (secret) => ask((module) => module.public_key(secret));
export const keyFingerprint = (key) => ask((module) => module.key_fingerprint(key));
export const signBytes = (bytes, secret) => ask((module) => module.sign_bytes(bytes, secret));
export const verifyBytes = (bytes, signature, key) => ask((module) => module.verify_bytes(bytes, signature, key));
