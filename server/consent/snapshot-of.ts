import { passwordTriesLeft } from '../bank/passwords.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { activeLink } from '../links/links.ts';
import { cleanLogo } from '../bank/logo.ts';
import { japanDate, lastDay } from '../links/term.ts';
import { allowedCommands } from './allowed.ts';
import { readBooks, type Books } from './books.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { Flow } from './flow-store.ts';
import type { KeptSeal } from './kept-seal.ts';
import { proofNonce } from './proof-nonce.ts';
import { progressOf } from './progress.ts';
import { publicSealKey } from './seal.ts';
import { isOver, type FlowState } from './state.ts';
import { stepView } from './step-view.ts';

/** The snapshot of a flow that still goes on. Throws for one that is over: there is nothing left to show. */
export async function snapshotOf(deps: FlowDeps, flow: Flow): Promise<Snapshot> {
  const { config, clock } = deps;
  const { state, seal } = flow;
  if (isOver(state) || seal === null) throw new Error('a flow that is over has no snapshot');
  const books = await readBooks(deps.database, config, flow);
  const { tpp, facts } = books;
  const logo = tpp.logo === undefined ? null : cleanLogo(tpp.logo);
  return {
    flow: flow.id,
    revision: flow.revision,
    tpp: {
      clientId: tpp.clientId,
      name: tpp.name,
      company: tpp.company,
      registration: tpp.registration,
      ...(logo === null ? {} : { logo }),
      returnTo: flow.request.redirectUri,
    },
    progress: progressOf(state, tpp.fixedServices),
    step: stepView(state, books, config, await extras(deps, flow, books, seal)),
    allowed: allowedCommands(state, facts, config.flow.extensions - flow.extensionsUsed),
    expiresAt: new Date(flow.endsAt).toISOString(),
    serverTime: clock.now().toISOString(),
  };
}

const asksForSecret = ({ at }: FlowState): boolean => at === 'password' || at === 'inquiryPin';

async function extras(
  { config, database, clock, ticketOf, attest }: FlowDeps,
  flow: Flow,
  { member, tpp }: Books,
  seal: KeptSeal,
) {
  const now = clock.now();
  const key = publicSealKey(seal);
  const link =
    member === null || flow.state.at !== 'consent'
      ? undefined
      : await activeLink(database, member.id, tpp.clientId, japanDate(now));
  return {
    ticket: ticketOf(flow.id, flow.createdAt),
    proofNonce: proofNonce(ticketOf, flow),
    // The other steps have no secret to seal.
    seal: asksForSecret(flow.state) ? { ...key, attestation: await attest(key, flow) } : key,
    passwordTriesLeft: member === null ? 0 : await passwordTriesLeft(database, member.id, config.password.tries),
    endsOn: lastDay(now, tpp.linkDays),
    existing: link === undefined ? null : { endsOn: link.endsOn, permissions: link.permissions },
  };
}
