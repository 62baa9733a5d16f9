import { createAdapter, rememberOnce } from '../../../server/authorization/adapter.ts';
import { checkPassword } from '../../../server/bank/passwords.ts';
import { registerPin } from '../../../server/bank/pins.ts';
import { systemClock } from '../../../server/clock.ts';
import { findFlow, findFlowByTicket, openFlow, saveFlow } from '../../../server/consent/flow-store.ts';
import { rotateKeysIfDue } from '../../../server/keys/ring.ts';
import { activateLink } from '../../../server/links/links.ts';
import type { Database } from '../../../server/storage/database.ts';
import { sealFor, smallBox } from '../small-box.ts';

/** Answers whether this use was the one that counted. `n` tells uses apart that must not be the same request. */
export type Race = (database: Database, n: string) => Promise<boolean>;

const worked = (done: Promise<unknown>): Promise<boolean> =>
  done.then(
    () => true,
    (error: unknown) => {
      // The library's refusals only: a database that failed is not a refusal.
      if (error instanceof Error && 'error' in error) return false;
      throw error;
    },
  );

const consume =
  (model: string): Race =>
  (database) =>
    worked(createAdapter(database, systemClock, model).consume('once'));

const newFlow = (cid: string, parId: string) => ({
  cid,
  parId,
  clientId: 'mirai',
  request: { redirectUri: 'https://tpp.example.jp/callback', services: [], scope: '' },
  now: Date.now(),
  endsAt: Date.now() + 600_000,
  ticket: () => 'the-ticket-of-the-flow-that-is-raced-for',
  seal: sealFor,
});

/** What must happen once, however often and by whomever it is tried. */
export const races = {
  'an authorization code': consume('AuthorizationCode'),
  'a refresh token': consume('RefreshToken'),
  'a pushed authorization request': consume('PushedAuthorizationRequest'),
  'the jti of a client assertion or a DPoP proof at the token endpoint': (database) =>
    worked(createAdapter(database, systemClock, 'ReplayDetection').upsert('jti', { iss: 'mirai' }, 60)),
  'the jti of a DPoP proof at the resource API': (database) =>
    rememberOnce(database, systemClock, { id: 'resource/jti', seconds: 60 }),
  // Each with a ticket of its own, as flows have: only the pushed request is the same.
  'the opening of a request_uri': (database, n) =>
    openFlow(database, { ...newFlow(`cid-${n}`, 'par'), ticket: (id: string) => id }),
  'the ticket of a certificate': async (database) => {
    const flow = await findFlowByTicket(database, newFlow('', '').ticket());
    if (flow === undefined) return false;
    return (await saveFlow(database, flow, { state: { at: 'password', memberId: 'taro' } })) !== undefined;
  },
  'a command of one revision': async (database) => {
    const flow = await findFlow(database, 'raced');
    if (flow === undefined) throw new Error('there is no flow to race for');
    if (flow.revision !== 0) return false;
    return (await saveFlow(database, flow, { state: { at: 'password', memberId: 'taro' } })) !== undefined;
  },
  'the last try for a password': async (database) => {
    const attempt = await checkPassword(database, 'taro', new TextEncoder().encode('Wrong2026'), 2);
    return attempt.kind === 'wrong';
  },
  'the registration of a PIN': async (database) => {
    const attempt = await registerPin(database, systemClock, 'account-b', new TextEncoder().encode('1448'), 1000);
    return attempt.kind === 'right';
  },
  'the first generation of a key': async (database) => {
    const steps = await rotateKeysIfDue({ database, box: smallBox, clock: systemClock });
    return steps.some(({ purpose }) => purpose === 'tickets');
  },
  'a link that replaces the one before': async (database) =>
    (await activateLink(database, 'grant-new', Date.now())).length > 0,
} as const satisfies Record<string, Race>;

export type RaceName = keyof typeof races;

export { newFlow };
