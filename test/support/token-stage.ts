import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { certificateName } from '../../server/certificates/certificate-name.ts';
import { issueClientCertificate, type ClientCertificate } from '../../server/mock/pki/client-certificate.ts';
import type { AppDriver } from './app-driver.ts';
import { FaultHsm } from './fault-hsm.ts';
import { SoftHsm } from './softhsm.ts';
import { Stage } from './stage.ts';

export const tokenPin = '246810';
const person = { commonName: '経理 太郎', company: '株式会社さくら商事', unit: '経理部' };

/** A stage whose customer has his certificates on a hardware token, and nothing in the operating system's store. */
export class TokenStage {
  readonly stage: Stage;
  readonly hsm: SoftHsm;
  readonly fault: FaultHsm;

  private constructor(stage: Stage, hsm: SoftHsm, fault: FaultHsm) {
    this.stage = stage;
    this.hsm = hsm;
    this.fault = fault;
  }

  /** Two tokens: 「EC トークン」 and 「RSA トークン」, each with a certificate that the bank has on its books. */
  static async open(): Promise<TokenStage> {
    const stage = await Stage.open({ persona: null });
    const issue = async (algorithm: 'EC' | 'RSA'): Promise<ClientCertificate> => {
      const issued = await issueClientCertificate(stage.world.pki, { ...person, algorithm });
      const { issuerHash, serial } = certificateName(issued.certPem);
      await stage.world.database
        .insertInto('certificates')
        .values({ member_id: 'keiri-taro', issuer_hash: issuerHash, serial })
        .execute();
      return issued;
    };
    const [ec, rsa] = [await issue('EC'), await issue('RSA')];
    const object = ({ certPem, keyPem }: ClientCertificate) => ({ id: '01', label: 'login', certPem, keyPem });
    const hsm = await SoftHsm.create([
      { label: 'EC トークン', pin: tokenPin, objects: [object(ec)] },
      { label: 'RSA トークン', pin: tokenPin, objects: [object(rsa)] },
    ]);
    return new TokenStage(stage, hsm, await FaultHsm.over(hsm));
  }

  /** Starts the app with one module; by default SoftHSM with faults in front of it. */
  async startApp(module = this.fault.module, env: Readonly<Record<string, string>> = {}): Promise<AppDriver> {
    const profile: unknown = JSON.parse(await readFile(this.stage.world.profileFile, 'utf8'));
    const file = join(this.stage.world.home, 'profile-token.json');
    const name = { ja: 'テスト用トークン', en: 'Test token' };
    const tokenModules = [{ id: 'test', name, path: { linux: module } }];
    await writeFile(file, JSON.stringify({ ...(profile as object), tokenModules }));
    return await this.stage.startApp(file, { ...this.fault.env, ...env });
  }

  async close(): Promise<void> {
    await this.stage.close();
    await this.hsm.remove();
  }
}
