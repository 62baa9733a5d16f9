import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { uiScheme } from './ui-origin.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

const headers = (type: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
});

const missing = (): Response => new Response('not found', { status: 404, headers: headers('text/plain') });

/** Must run before the app is ready. */
export function registerUiScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: uiScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } },
  ]);
}

async function serveFile(root: string, path: string): Promise<Response> {
  try {
    const file = normalize(join(root, decodeURIComponent(path)));
    const type = types[extname(file)];
    if (!file.startsWith(root + sep) || type === undefined) return missing();
    return new Response(await readFile(file), { headers: headers(type) });
  } catch {
    return missing(); // whatever the reason, the page has no such file
  }
}

/** What belongs to the open keypad; `null` for any other. */
export type KeypadFiles = {
  readonly sprite: (pad: string) => string | null;
  readonly names: (pad: string) => string | null;
};

/** Serves the built renderer from `root`, and the open keypad's picture and names. */
export function serveUi(root: string, keypad: KeypadFiles): void {
  protocol.handle(uiScheme, async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.host !== 'app') return missing();
    const [, pad, kind] = /^\/keypad\/([\w-]{16,64})(\.svg|\.css)$/.exec(url.pathname) ?? [];
    if (pad !== undefined) {
      const file = kind === '.svg' ? keypad.sprite(pad) : keypad.names(pad);
      const type = types[kind ?? ''] ?? 'text/plain';
      return file === null ? missing() : new Response(file, { headers: headers(type) });
    }
    return await serveFile(root, url.pathname === '/' ? '/index.html' : url.pathname);
  });
}
