import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStops } from '../../scripts/tour/stops.ts';
import { tourOne } from '../../scripts/tour/tour-one.ts';
import { testElectron } from '../support/electron.ts';
import { tourKinds, type TourKind } from '../support/tour-kinds.ts';
import type { TourResult } from '../support/tour.ts';

describe('npm run tour', () => {
  let folder: string;
  const own = process.env['RENKEI_HOME'];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'renkei-tour-'));
    process.env['RENKEI_HOME'] = join(folder, 'world');
  });
  afterAll(() => {
    if (own === undefined) delete process.env['RENKEI_HOME'];
    else process.env['RENKEI_HOME'] = own;
    rmSync(folder, { recursive: true, force: true });
  });

  const take = async (kind: TourKind): Promise<{ result: TourResult; pictures: readonly string[] }> => {
    const [stop] = await readStops(kind);
    if (stop === undefined) throw new Error(`no tour of ${kind}`);
    const out = join(folder, kind);
    const result = await tourOne(testElectron(), stop, { out });
    if (!('ok' in result)) throw new Error(`the server ended: ${result.kind}`);
    return { result, pictures: readdirSync(out) };
  };

  it('with an elliptic-curve key on a token: the PIN on the keypad, the whole flow, nothing can be sent again', async () => {
    const { result, pictures } = await take('token-ec');
    expect(result.error).toBeUndefined();
    expect(result).toMatchObject({ ok: true, tpp: { accounts: 2 }, replay: { accepted: [] } });
    expect(result.replay?.sent).toBeGreaterThan(10);
    expect(pictures).toContain('06-token-pin.png');
    expect(pictures).toContain('13-tpp-connected.png');
  });

  // The flow with a certificate of the operating system's store, and an RSA token, have end-to-end tests of their own.
  const troubled = tourKinds.filter((kind) => !['os', 'token-rsa', 'token-ec'].includes(kind));
  it.each(troubled)('of somebody who cannot get through (%s) ends at the provider with access_denied', async (kind) => {
    const { result, pictures } = await take(kind);
    expect(result.error).toBeUndefined();
    expect(Object.values(result.facts).every(Boolean), JSON.stringify(result.facts)).toBe(true);
    expect(result).toMatchObject({ ok: true, tpp: { accounts: 0 }, facts: { providerToldAccessDenied: true } });
    expect(pictures.some((name) => name.endsWith('tpp-refused.png'))).toBe(true);
    expect(pictures.some((name) => name.includes('failed'))).toBe(false);
  });
});
