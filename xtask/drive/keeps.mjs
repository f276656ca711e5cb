// All that the extension keeps in this browser, as text: both areas of its storage, its databases, its private folder.
export const keeps = (panel) => panel.evaluate(async () => {
  const text = (bytes) => new TextDecoder().decode(bytes);
  const words = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return text(value);
    return JSON.stringify(value, (_, part) => (part instanceof ArrayBuffer || ArrayBuffer.isView(part) ? text(part) : part)) ?? '';
  };
  const found = [words(await chrome.storage.local.get()), words(await chrome.storage.session.get()), words({ ...localStorage })];
  const asked = (request) => new Promise((done, failed) => { [request.onsuccess, request.onerror] = [() => done(request.result), () => failed(request.error)]; });
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const records = database.transaction(store).objectStore(store);
      found.push(words(await asked(records.getAllKeys())), words(await asked(records.getAll())));
    }
    database.close();
  }
  const walk = async (folder) => {
    for await (const [name, entry] of folder.entries()) {
      found.push(name);
      if (entry.kind === 'directory') await walk(entry);
      else found.push(text(await (await entry.getFile()).arrayBuffer()));
    }
  };
  await walk(await navigator.storage.getDirectory());
  return found;
});
