import { findMember } from '../../bank/members.ts';
import { passwordTriesLeft } from '../../bank/passwords.ts';
import type { FlowDeps } from '../../consent/flow-deps.ts';
import { proofNonce } from '../../consent/proof-nonce.ts';
import { publicSealKey } from '../../consent/seal.ts';
import type { LinksSnapshot, LinksStep } from '../../contract/links-session.ts';
import { Refusal } from '../../http/refusal.ts';
import { allowedInSession } from './state.ts';
import type { LinksSession } from './store.ts';

/** What the app's screen needs of a session now. */
export async function linksSnapshot(deps: FlowDeps, session: LinksSession): Promise<LinksSnapshot> {
  const { config, clock } = deps;
  return {
    session: session.id,
    revision: session.revision,
    step: await stepOf(deps, session),
    allowed: allowedInSession(session.state, config.flow.extensions - session.extensionsUsed),
    expiresAt: new Date(session.endsAt).toISOString(),
    serverTime: clock.now().toISOString(),
  };
}

async function stepOf(deps: FlowDeps, session: LinksSession): Promise<LinksStep> {
  const { config, database, ticketOf } = deps;
  const { state } = session;
  switch (state.at) {
    case 'certificate':
      return {
        kind: 'certificate',
        origin: config.certificateOrigin,
        ticket: ticketOf(session.id, session.createdAt),
        proof: { nonce: proofNonce(ticketOf, session), audience: config.issuer },
      };
    case 'password': {
      if (session.seal === null) throw new Error('a session that waits for the password has lost its key');
      const { name, company } = await memberOf(deps, state.memberId);
      const key = publicSealKey(session.seal);
      return {
        kind: 'password',
        member: { name, company },
        seal: { ...key, attestation: await deps.attest(key, session) },
        length: { min: config.password.min, max: config.password.max },
        triesLeft: await passwordTriesLeft(database, state.memberId, config.password.tries),
      };
    }
    case 'open': {
      const { name, company, role } = await memberOf(deps, state.memberId);
      return { kind: 'open', member: { name, company, role } };
    }
    case 'stopped':
      return { kind: 'stopped', code: state.code };
    default:
      return state satisfies never;
  }
}

async function memberOf({ database }: FlowDeps, memberId: string) {
  const member = await findMember(database, memberId);
  if (member === undefined) throw new Refusal('login.not-permitted');
  return member;
}
