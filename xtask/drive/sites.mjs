// The six platforms under their real addresses: pages of this repository, given out in their place inside the browser, and
// the tests' extension with the right to read those hosts.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open, ROOT } from './browser.mjs';
import { ADAPTERS } from './page_port.mjs';

const PAGES = join(ROOT, 'tests/e2e/pages/sites');
const EXTENSION = 'target/e2e/dist-sites';

// Address -> page. Any other address of these hosts, and any other host, is answered with a page that has no chat.
export const ADDRESSES = {
  pinduoduo: 'https://mms.pinduoduo.com/chat-merchant/index.html',
  douyin: 'https://im.jinritemai.com/pc_seller_v2/main/workspace',
  jd: 'https://dongdong.jd.com/',
  kuaishou: 'https://im.kwaixiaodian.com/workbench/chat',
  taobao: 'https://market.m.taobao.com/app/im/chat/index.html',
  taobao_core: 'https://market.m.taobao.com/app/im/chat/chat-core/index.html',
  1688: 'https://air.1688.com/app/ocms-fusion-components-1688/def_cbu_web_im/index.html',
  '1688_core': 'https://air.1688.com/app/ocms-fusion-components-1688/def_cbu_web_im_core/index.html',
};

export async function openSites(more = {}) {
  cpSync(join(ROOT, 'dist-test'), join(ROOT, EXTENSION), { recursive: true });
  const path = join(ROOT, EXTENSION, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const hosts = new Set(ADAPTERS.flatMap(({ sites = [] }) => sites).map((site) => `${new URL(site).origin}/*`));
  writeFileSync(path, JSON.stringify({ ...manifest, host_permissions: [...manifest.host_permissions, ...hosts] }));
  const session = await open({ extension: EXTENSION, ...more });
  await session.context.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const name = Object.keys(ADDRESSES).find((known) => ADDRESSES[known] === origin + pathname);
    if (name) return route.fulfill({ path: join(PAGES, `${name}.html`), contentType: 'text/html; charset=utf-8' });
    const copy = session.copies?.[origin];
    return route.fulfill(copy ? { path: join(PAGES, `${copy}.html`), contentType: 'text/html; charset=utf-8' } : { body: '<title>no chat</title><p>A page without a chat', contentType: 'text/html; charset=utf-8' });
  });
  return session;
}
