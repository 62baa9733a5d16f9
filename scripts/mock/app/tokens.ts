import { join } from 'node:path';
import { systemClock } from '../../../server/clock.ts';
import { ensurePki } from '../../../server/mock/pki.ts';
import { issueClientCertificate } from '../../../server/mock/pki/client-certificate.ts';
import type { Device } from '../../../server/mock/run/script.ts';
import type { Person, Site } from '../../../server/mock/run/site.ts';
import type { TokenListing, TokenReader } from '../../../src-main/identity/token/token-port.ts';
import { FakeTokenReader } from '../../../test/support/fake-token-reader.ts';

export const tokenLabel = '電子証明書カード';
export const tokenPin = '246810';

/** A token of the test CA that nobody's bank knows: enough for everything that happens before the server is asked. */
export async function playedToken(site: Site, person: Person, device: Device): Promise<FakeTokenReader> {
  if (device.token === 'none') return withModule(new FakeTokenReader([]), device);
  const pki = await ensurePki(join(site.home, 'pki'), systemClock);
  const { name: commonName, company } = person;
  const { certPem, keyPem } = await issueClientCertificate(pki, { commonName, company });
  const objects = [{ id: '01', label: commonName, certPem, keyPem }];
  return withModule(new FakeTokenReader([{ label: tokenLabel, pin: tokenPin, objects }]), device);
}

function withModule(reader: FakeTokenReader, { module }: Device): FakeTokenReader {
  if (module === 'missing') reader.moduleFailures.set(reader.module, 'token.module-missing');
  if (module === 'fails') reader.moduleFailures.set(reader.module, 'token.module-failed');
  return reader;
}

const silent = ({ identities, failures }: TokenListing): TokenListing => ({
  identities: identities.map((identity) => ({ ...identity, algorithms: [] })),
  failures,
});

/** The same token, but with no mechanism that fits its key. */
export const silenced = (reader: FakeTokenReader): TokenReader => ({
  modules: reader.modules,
  list: async (arrived) => silent(await reader.list((module, part) => arrived?.(module, silent(part)))),
  watch: (onChange) => reader.watch(onChange),
  pinState: (identity) => reader.pinState(identity),
  sign: (...given) => reader.sign(...given),
  cancel: () => {
    reader.cancel();
  },
  close: () => reader.close(),
});
