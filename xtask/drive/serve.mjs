// Serves folders of the repository to the driven browser, on 127.0.0.1 and a free port.

import { readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8', '.wasm': 'application/wasm',
};

// The file that a path names, or null: nothing outside the folders is given out, by `..` or by a link.
async function find(folders, path) {
  const prefix = Object.keys(folders).filter((known) => path.startsWith(known)).sort((a, b) => b.length - a.length)[0];
  if (prefix === undefined || path.includes('\0')) return null;
  const rest = path.slice(prefix.length);
  try {
    const root = await realpath(folders[prefix]);
    const file = await realpath(join(root, rest === '' || rest.endsWith('/') ? `${rest}index.html` : rest));
    return file.startsWith(root + sep) ? file : null;
  } catch {
    return null;
  }
}

// `folders`: { '/': 'www', '/pages/': 'tests/e2e/pages' }, the longest prefix wins.
// `headers`: { '/pages/strict.html': { 'Content-Security-Policy': '…' } }.
export async function serve(folders, headers = {}) {
  const server = createServer(async (request, response) => {
    let path;
    try {
      path = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname);
    } catch {
      path = '';
    }
    const file = await find(folders, path);
    const body = file && await readFile(file).catch(() => null);
    if (body === null) return void response.writeHead(404).end();
    // A page from yesterday's build must never be what is tested today.
    response.writeHead(200, { 'Cache-Control': 'no-store', 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', ...headers[path] });
    response.end(body);
  });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }),
  };
}
