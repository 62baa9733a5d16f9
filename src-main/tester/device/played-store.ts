import type { CertificateLogin } from '../../identity/certificate-login.ts';
import { readCertificate } from '../../identity/facts.ts';
import type { Inventory } from '../../identity/os-store/inventory/inventory.ts';
import type { PlayedDevice } from './played-device.ts';

/** What the system offers, on a machine whose store a tester has emptied or robbed of its keys. */
export function playedStore(real: CertificateLogin, device: PlayedDevice): CertificateLogin {
  return {
    async begin(origin, askPin) {
      const attempt = await real.begin(origin, askPin);
      const { store } = await device.now();
      if (store === 'own') return attempt;
      return { offered: [], choose: (id) => attempt.choose(id), close: () => attempt.close() };
    },
  };
}

const subjectOf = (pem: string): string | undefined => readCertificate(pem)?.subject;

/** Everything in that store. What a scenario has handed out lies there for the person it was handed to. */
export function playedInventory(real: Inventory, device: PlayedDevice): Inventory {
  return {
    async read() {
      const [found, { store, leftOut }] = await Promise.all([real.read(), device.now()]);
      if (store === 'empty') return [];
      const own = new Set(found.map(({ pem }) => subjectOf(pem)));
      const where = found[0]?.where ?? 'nss';
      const handedOut = leftOut
        .filter((pem) => own.has(subjectOf(pem)))
        .map((pem) => ({ pem, hasPrivateKey: true, where }));
      const all = [...found, ...handedOut];
      return store === 'without-keys' ? all.map((entry) => ({ ...entry, hasPrivateKey: false })) : all;
    },
  };
}
