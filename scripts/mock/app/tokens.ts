import { join } from 'node:path';
import { systemClock } from '../../../server/clock.ts';
import { ensurePki } from '../../../server/mock/pki.ts';
import { issueClientCertificate } from '../../../server/mock/pki/client-certificate.ts';
import type { Device } from '../../../server/mock/run/script.ts';
import type { Person, Site } from '../../../server/mock/run/site.ts';
import { FakeTokenReader } from '../../../test/support/fake-token-reader.ts';

export const tokenPin = '246810';

/** The id of the module of the mock world's profile: what happens to it can be played. */
export const tokenModuleId = 'softhsm';

/** A token of the test CA that nobody's bank knows: enough for everything that happens before the server is asked. */
export async function tokenOf(site: Site, person: Person, device: Device): Promise<FakeTokenReader> {
  if (device.token === 'none') return new FakeTokenReader([], tokenModuleId);
  const pki = await ensurePki(join(site.home, 'pki'), systemClock);
  const { name: commonName, company } = person;
  const { certPem, keyPem } = await issueClientCertificate(pki, { commonName, company });
  const objects = [{ id: '01', label: commonName, certPem, keyPem }];
  return new FakeTokenReader([{ label: '電子証明書カード', pin: tokenPin, objects }], tokenModuleId);
}
