import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { root } from '../prepare/paths.mjs';
import { run } from '../prepare/run.mjs';
import { readDist } from './dist-layout.ts';
import type { ElectronRuntime } from './runtime.ts';

const packageDir = join(root, 'node_modules', 'electron');
const defaultMirror = 'https://github.com';
const probeMs = 4_000;

/** The version package.json declares, as npm installed it. */
export const declaredVersion = (): string => {
  const json: unknown = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  if (typeof json === 'object' && json !== null && 'version' in json && typeof json.version === 'string') {
    return json.version;
  }
  throw new Error('node_modules/electron/package.json has no version');
};

export const findOfficial = (): ElectronRuntime | undefined => {
  const found = readDist(join(packageDir, 'dist'), 'official');
  return found?.version === declaredVersion() ? found : undefined;
};

/** A firewall that drops packets would hold a download until its time limit; one connection tells much earlier. */
const canConnect = (origin: string): Promise<boolean> => {
  const { hostname, port, protocol } = new URL(origin);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: port ? Number(port) : protocol === 'http:' ? 80 : 443 });
    const end = (reachable: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reachable);
    };
    const timer = setTimeout(() => {
      end(false);
    }, probeMs);
    socket.once('connect', () => {
      end(true);
    });
    socket.once('error', () => {
      end(false);
    });
  });
};

export type Download = { readonly runtime: ElectronRuntime } | { readonly reason: string };

/** Fetches the official release with the `electron` package's own installer, which checks its SHA-256. */
export const downloadOfficial = async (timeoutMs: number): Promise<Download> => {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? defaultMirror;
  // Behind a proxy only the installer itself knows the way.
  const proxied = process.env['ELECTRON_GET_USE_PROXY'] !== undefined;
  if (!proxied && !(await canConnect(mirror))) return { reason: `${new URL(mirror).host} cannot be reached` };
  const result = await run(process.execPath, [join(packageDir, 'install.js')], { cwd: root, timeoutMs });
  if (result.timedOut) return { reason: `not complete after ${String(timeoutMs / 1000)} s` };
  const runtime = findOfficial();
  if (runtime) return { runtime };
  const lastWords = result.stderr.trim().split('\n').at(0) ?? '';
  return { reason: lastWords === '' ? `the installer ended with status ${String(result.status)}` : lastWords };
};
