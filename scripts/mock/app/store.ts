import { readFile } from 'node:fs/promises';
import { identityOf, type Person, type Site } from '../../../server/mock/run/site.ts';
import type { Device } from '../../../server/mock/run/script.ts';
import type { CertificateLogin } from '../../../src-main/identity/certificate-login.ts';
import { NodeHttp, type Way } from './node-http.ts';

/** The person's certificate as it lies in the store, PEM; `null`: the store is empty. */
export const certificateIn = async (person: Person, { store }: Device): Promise<string | null> =>
  store === 'own' ? await readFile(person.certificate.file.replace(/\.p12$/, '.pem'), 'utf8') : null;

/** The operating system's store with the person's certificate (or none), and a way to prove it. */
export function storeOf(site: Site, person: Person, device: Device, way: Way): CertificateLogin {
  return {
    async begin(origin) {
      const opened: NodeHttp[] = [];
      const pem = await certificateIn(person, device);
      return {
        offered: pem === null ? [] : [{ id: 'own', pem }],
        async choose() {
          const http = new NodeHttp({ ...way, identity: await identityOf(site, person) });
          opened.push(http);
          await http.send({ method: 'GET', url: `${origin}/hello` });
          return http;
        },
        async close() {
          await Promise.all(opened.map((http) => http.close()));
        },
      };
    },
  };
}
