// Puts a page's script of tests/e2e/pages and what it takes from npm into one file under target/e2e, served as /built/.

import { join } from 'node:path';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

// ChatUI's style sheet asks its maker's server for fonts; a test asks nobody.
const offline = {
  name: 'offline',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^https?:/ }, ({ path }) => ({ path, namespace: 'offline' }));
    onLoad({ filter: /./, namespace: 'offline' }, () => ({ contents: '', loader: 'dataurl' }));
  },
};

export const bundle = (source) => build({
  entryPoints: [join(ROOT, 'tests/e2e/pages', source)], outfile: join(ROOT, 'target/e2e', `${source.split('.')[0]}.js`),
  // ChatUI's «browser» build is a UMD file without a default export.
  bundle: true, format: 'iife', mainFields: ['module', 'main'], plugins: [offline], define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error',
});
