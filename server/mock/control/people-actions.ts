import type { Difference } from '../customers/difference.ts';
import type { Reloaded } from '../reload.ts';
import { ScenariosOn } from '../scenarios/switchboard.ts';
import type { ActionResult, CertificateAction, CertificateRequest, ReloadResult, TokenRequest } from './contract.ts';
import type { ControlActions } from './control-app.ts';
import { ControlRefusal } from './refusal.ts';

type Certificate = { readonly file: string; readonly password: string; readonly serial: string };
type Issued = { readonly certificate: Certificate; readonly imported: unknown; readonly importCommands: object };

/** The world's people, as far as testers change them here. Each rejects with an error that says in words what cannot be. */
export type People = {
  issueCertificate(member: string): Promise<Issued>;
  renewCertificate(member: string): Promise<Issued>;
  revokeCertificate(memberOrSerial: string): Promise<readonly Certificate[]>;
  makeToken(member: string, wish: { readonly algorithm: 'RSA' | 'EC' }): Promise<object>;
};

/** Names of errors that are the tester's to mend; their text may be shown. */
const toldInWords = new Set(['CustomerProblem', 'FileProblems']);

async function orRefused<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ScenariosOn) throw new ControlRefusal('refused', error.message, { reason: error.reason });
    if (error instanceof Error && toldInWords.has(error.name)) throw new ControlRefusal('refused', error.message);
    throw error;
  }
}

const kinds = ['added', 'changed', 'removed'] as const;

const listed = (difference: Difference): string =>
  kinds
    .filter((kind) => difference[kind].length > 0)
    .map((kind) => `${kind} ${difference[kind].join(', ')}`)
    .join('; ') || 'as before';

const copied = ({ added, changed, removed }: Difference): ReloadResult['details']['tpps'] => ({
  added: [...added],
  changed: [...changed],
  removed: [...removed],
});

const reloadResult = ({ personas, tpps }: Reloaded): ReloadResult => ({
  message: `Files read again. Persons: ${listed(personas)}. Providers: ${listed(tpps)}.`,
  details: { personas: copied(personas), tpps: copied(tpps) },
});

/** `reload`: of persons and TPPs together. */
export function peopleActions(people: People, reload: () => Promise<Reloaded>): ControlActions {
  const issued = (what: string, persona: string, { certificate, imported, importCommands }: Issued): ActionResult => ({
    message: `${what} for ${persona}: ${certificate.file} (password ${certificate.password})`,
    details: { ...certificateView(certificate), imported, importCommands },
  });
  const act = async (action: CertificateAction, { persona, serial }: CertificateRequest): Promise<ActionResult> => {
    switch (action) {
      case 'issue':
        return issued('A further certificate', persona, await people.issueCertificate(persona));
      case 'renew':
        return issued('A renewed certificate', persona, await people.renewCertificate(persona));
      case 'revoke': {
        const gone = await people.revokeCertificate(serial ?? persona);
        const serials = gone.map((one) => one.serial);
        return { message: `Revoked: ${serials.join(', ')}`, details: { serials } };
      }
      default:
        return action satisfies never;
    }
  };
  return {
    reload: async () => reloadResult(await orRefused(reload())),
    certificate: (action, request) => orRefused(act(action, request)),
    async makeToken({ persona, algorithm }: TokenRequest) {
      const made = await orRefused(people.makeToken(persona, { algorithm: algorithm === 'rsa' ? 'RSA' : 'EC' }));
      if ('missing' in made) throw new ControlRefusal('unavailable', `${String(made.missing)} are not installed here`);
      return { message: `A token for ${persona}`, details: { ...made } };
    },
  };
}

const certificateView = ({ file, password, serial }: Certificate) => ({ file, password, serial });
