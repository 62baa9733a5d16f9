import type { z } from 'zod';
import type { wordsSchema } from '../../contract/catalogue.ts';
import type { rowSchema } from '../control/contract.ts';

type Row = z.infer<typeof rowSchema>;
type By = Row['by'];
type Words = z.infer<typeof wordsSchema>;

const scenario = (id: string, parameters: Record<string, unknown> = {}): By => ({ kind: 'scenario', id, parameters });
const customer = (title: Words, how: Words): By => ({ kind: 'customer', title, how });
const row = (id: string, text: string, codes: string[], by: By): Row => ({
  id,
  text,
  codes,
  by,
  script: `${id.replace('/', '-')}.yaml`,
});

/**
 * Every error a customer can meet, in the order of the procedure: what brings it about, and the scripted flow that shows it. `customer`: by what the
 * customer does.
 */
export const rows: readonly Row[] = [
  row(
    'certificate/none-found',
    'none found',
    ['certificate.none-found', 'certificate.none'],
    scenario('no-certificate'),
  ),
  row('certificate/expired', 'expired', ['certificate.expired'], scenario('certificate-expired')),
  row(
    'certificate/not-yet-valid',
    'not yet valid',
    ['certificate.not-yet-valid'],
    scenario('certificate-not-yet-valid'),
  ),
  row('certificate/revoked', 'revoked', ['certificate.revoked'], scenario('certificate-revoked')),
  row(
    'certificate/status-unknown',
    'revocation cannot be checked',
    ['certificate.status-unknown'],
    scenario('certificate-status-unknown'),
  ),
  row('certificate/no-private-key', 'no private key', ['certificate.no-private-key'], scenario('no-private-key')),
  row('certificate/wrong-usage', 'wrong usage', ['certificate.wrong-usage'], scenario('certificate-wrong-usage')),
  row('certificate/wrong-issuer', 'wrong issuer', ['certificate.wrong-issuer'], scenario('certificate-wrong-issuer')),
  row(
    'certificate/not-this-user',
    'not the certificate of this user',
    ['certificate.not-this-user'],
    scenario('certificate-not-this-user'),
  ),
  row(
    'certificate/cancelled',
    'selection cancelled',
    ['certificate.cancelled'],
    customer(
      { ja: '証明書の確認をやめる', en: 'Leave the certificate confirmation' },
      { ja: '証明書の確認画面で「キャンセル」を押します。', en: 'Press "Cancel" on the certificate confirmation.' },
    ),
  ),
  row('certificate/token-pin-wrong', 'wrong PIN (tries left)', ['token.pin-wrong'], scenario('token-pin-wrong')),
  row('certificate/token-pin-locked', 'PIN locked', ['token.pin-locked'], scenario('token-pin-locked')),
  row('certificate/token-removed', 'token removed', ['token.removed'], scenario('token-removed')),
  row(
    'certificate/middleware-not-found',
    'middleware not found',
    ['token.module-missing'],
    scenario('middleware-not-found'),
  ),
  row(
    'certificate/middleware-failed',
    'middleware crashed or hung',
    ['token.module-failed'],
    scenario('middleware-failed'),
  ),
  row(
    'certificate/token-cannot-sign',
    'token cannot make this signature',
    ['token.cannot-sign'],
    scenario('token-cannot-sign'),
  ),
  row(
    'login/wrong-password',
    'wrong password (tries left)',
    ['login.wrong-password'],
    scenario('password-wrong', { triesLeft: 3 }),
  ),
  row('login/locked', 'ID locked', ['login.locked'], scenario('password-locked')),
  row('login/password-expired', 'password expired', ['login.password-expired'], scenario('password-expired')),
  row('login/out-of-hours', 'service hours over', ['login.out-of-hours'], scenario('service-hours-over')),
  row('login/emergency-stop', 'emergency stop', ['login.emergency-stop'], scenario('emergency-stop')),
  row('login/not-permitted', 'not permitted', ['login.not-permitted'], scenario('not-permitted')),
  row('pin/wrong', 'wrong (tries left)', ['pin.wrong'], scenario('pin-wrong', { triesLeft: 2 })),
  row('pin/locked', 'account locked', ['pin.locked'], scenario('pin-locked')),
  row('pin/none-on-file', 'none on file', ['pin.none-on-file'], scenario('pin-none-on-file')),
  row('pin/not-eligible', 'account not eligible', ['pin.account-not-eligible'], scenario('account-not-eligible')),
  row('authorization/expired', 'request expired', ['authorization.expired'], scenario('request-expired')),
  row('authorization/used', 'request already used', ['authorization.used'], scenario('request-used')),
  row('authorization/unknown-tpp', 'unknown TPP', ['authorization.unknown-tpp'], scenario('tpp-unknown')),
  row('authorization/tpp-suspended', 'TPP suspended', ['authorization.tpp-suspended'], scenario('tpp-suspended')),
  row(
    'authorization/nothing-selected',
    'nothing selected',
    ['authorization.nothing-selected'],
    customer(
      { ja: '何も選ばずに進む', en: 'Go on with nothing selected' },
      {
        ja: '手順2で何も選ばずに進みます。アプリは何か選ぶまで「次へ」を押せなくするので、台本で起こします。',
        en: 'Go on from step 2 with nothing selected. The app keeps "Next" off until something is, so a script does it.',
      },
    ),
  ),
  row(
    'authorization/refused',
    'refused',
    ['authorization.refused'],
    customer(
      { ja: '許可しない', en: 'Do not permit' },
      { ja: '手順5で「許可しない」を押します。', en: 'Press "Do not permit" in step 5.' },
    ),
  ),
  row(
    'authorization/cancelled',
    'cancelled midway',
    ['authorization.cancelled'],
    customer(
      { ja: '途中で中止する', en: 'Cancel midway' },
      { ja: 'どの手順でも「手続きを中止する」を押します。', en: 'Press "Cancel the procedure" at any step.' },
    ),
  ),
  row('authorization/timed-out', 'session timed out', ['authorization.timed-out'], scenario('session-timed-out')),
  row('authorization/existing-link', 'existing link (renew or replace?)', [], scenario('existing-link')),
  row(
    'authorization/cannot-return',
    'cannot return to the TPP',
    ['authorization.cannot-return'],
    scenario('return-address-changed'),
  ),
  row('environment/offline', 'offline', ['environment.offline'], scenario('connection-cut', { at: ['authorize'] })),
  row(
    'environment/proxy-authentication',
    'proxy wants authentication',
    ['environment.proxy-authentication'],
    scenario('proxy-authentication'),
  ),
  row(
    'environment/clock-wrong',
    'clock wrong',
    ['environment.clock-wrong'],
    scenario('tls-failure', { fault: 'not-yet-valid' }),
  ),
  row(
    'environment/server-untrusted',
    'server certificate not trusted',
    ['environment.server-untrusted'],
    scenario('tls-failure'),
  ),
  row('environment/app-too-old', 'app too old', ['environment.app-too-old'], scenario('app-too-old')),
  row(
    'environment/server-error',
    'server error',
    ['environment.server-error'],
    scenario('server-error', { at: ['services'] }),
  ),
  row(
    'environment/keyring-unavailable',
    'keyring unavailable',
    ['environment.keyring-unavailable'],
    scenario('keyring-unavailable'),
  ),
];
