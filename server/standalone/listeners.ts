import type { RequestListener } from 'node:http';
import type { App } from '../app.ts';
import { addressList, behindProxy, direct } from '../http/client-address.ts';
import { standardLimits, type HttpLimits } from '../http/limits.ts';
import { openListener, type Drained, type Listener } from '../http/listener.ts';
import { mutualTls, plainTls } from '../http/tls.ts';
import type { Certificates } from './load.ts';
import { BadSettings } from './read-settings.ts';
import type { Settings } from './schema.ts';

export type Ports = Readonly<Record<'issuer' | 'certificate' | 'mutual' | 'admin', number>>;

export type Listeners = {
  readonly ports: Ports;
  /** Closes the public ones; the admin listener goes on, so that whoever asks is told that the server stops. */
  drain(patience: number): Promise<Drained>;
  closeAdmin(): Promise<void>;
};

const limitsOf = ({ http }: Settings): HttpLimits => ({
  ...standardLimits,
  headersTimeout: http.headersSeconds * 1000,
  requestTimeout: http.requestSeconds * 1000,
  keepAliveTimeout: http.keepAliveSeconds * 1000,
  handshakeTimeout: http.headersSeconds * 1000,
  maxConnections: http.connections,
});

export type ListenerParts = {
  readonly settings: Settings;
  readonly certificates: Certificates;
  readonly clientCa: readonly string[];
  readonly app: Pick<App, 'issuer' | 'certificate' | 'mutual'>;
  readonly admin: RequestListener;
};

/** Opens all listeners, or none. */
export async function openListeners(parts: ListenerParts): Promise<Listeners> {
  const { settings, certificates, clientCa, app, admin } = parts;
  const { listeners: at } = settings;
  const limits = limitsOf(settings);
  const open: Listener[] = [];
  const start = async (name: keyof Ports, options: Parameters<typeof openListener>[0]): Promise<Listener> => {
    const listener = await openListener(options).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : 'cannot listen';
      throw new BadSettings(`listeners.${name}: ${reason}`);
    });
    open.push(listener);
    return listener;
  };
  try {
    const { host, port } = at.issuer;
    const issuer = await start('issuer', {
      host,
      port,
      limits,
      ...(certificates.issuer === null
        ? { handle: behindProxy(addressList(at.issuer.behindProxy?.addresses ?? []), app.issuer) }
        : { tls: plainTls(certificates.issuer), handle: direct(app.issuer) }),
    });
    const certificate = await start('certificate', {
      ...at.certificate,
      limits,
      tls: mutualTls(certificates.certificate, clientCa),
      handle: direct(app.certificate),
    });
    const mutual = await start('mutual', {
      ...at.mutual,
      limits,
      tls: mutualTls(certificates.mutual, certificates.tppCa),
      handle: direct(app.mutual),
    });
    const operators = await start('admin', { ...at.admin, limits, handle: admin });
    return {
      ports: { issuer: issuer.port, certificate: certificate.port, mutual: mutual.port, admin: operators.port },
      async drain(patience) {
        const ends = await Promise.all([issuer, certificate, mutual].map((listener) => listener.drain(patience)));
        return ends.includes('cut') ? 'cut' : 'finished';
      },
      async closeAdmin() {
        await operators.drain(0);
      },
    };
  } catch (error) {
    await Promise.all(open.map((listener) => listener.drain(0)));
    throw error;
  }
}
