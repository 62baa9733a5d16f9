import type { Entry, Party, Place } from './contract.ts';

type Seen = { readonly place: Place; readonly path: string; readonly headers: Readonly<Record<string, unknown>> };

const ofTpps = /^\/(?:request|token|resources|grants|jwks|\.well-known|schemas|openapi\.json)(?:\/|$)/;
const ofAuthority = /^\/(?:pki|ocsp)(?:\/|$)/;

const ofServer = (path: string, headers: Seen['headers']): Party => {
  if ('renkei-client' in headers) return 'app';
  if (ofTpps.test(path)) return 'tpp';
  // Where the library leads the app on, it has the flow's cookies and an address that only the app was given.
  if (/^\/(?:interaction|authorize|links)\//.test(path)) return 'app';
  return path === '/authorize' ? 'browser' : 'other';
};

/** Who talks to whom, as far as a listener can tell. */
export function whoTalks({ place, path, headers }: Seen): Pick<Entry, 'from' | 'to'> {
  switch (place) {
    case 'issuer':
      return { from: ofServer(path, headers), to: 'server' };
    case 'certificate':
      return { from: 'app', to: 'server' };
    case 'mutual':
    case 'tpp-client':
      return { from: 'tpp', to: 'server' };
    case 'tpp':
      return { from: 'browser', to: 'tpp' };
    case 'pages':
      return ofAuthority.test(path) ? { from: 'server', to: 'authority' } : { from: 'browser', to: 'server' };
  }
}
