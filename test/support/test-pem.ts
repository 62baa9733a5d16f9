import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePki } from '../../server/mock/pki.ts';

/** Some certificate, where its content does not matter. PEM. */
export async function pemOfTestServer(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'renkei-pem-'));
  try {
    return (await ensurePki(folder, { now: () => new Date() })).server.certPem;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
