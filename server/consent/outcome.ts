import type { InteractionResults } from 'oidc-provider';
import { findGrantOfFlow } from '../links/links.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { Flow, ProvenBy } from './flow-store.ts';
import { memberOf } from './state.ts';

/** The two prompts of the authorization server; the steps are ours. */
export type PromptName = 'login' | 'consent';

/**
 * What a prompt is answered with once the flow is past it; `null` while it is not. Derived from the stored flow alone, so an
 * answer that was lost on its way is given again.
 */
export async function outcomeOf(deps: FlowDeps, flow: Flow, prompt: PromptName): Promise<InteractionResults | null> {
  const { state } = flow;
  switch (state.at) {
    case 'cancelled':
      return denied(
        state.timedOut ? `timed out at step: ${state.from}` : `cancelled by the customer at step: ${state.from}`,
      );
    case 'refused':
      return denied('refused by the customer at step: consent');
    case 'certificate':
    case 'password':
    case 'stopped':
      return null;
    case 'services':
    case 'inquiryPin':
    case 'inquiryPinResult':
    case 'consent':
      return prompt === 'login' ? loggedIn(flow) : null;
    case 'permitted': {
      if (prompt === 'login') return loggedIn(flow);
      const grantId = await findGrantOfFlow(deps.database, flow.id);
      if (grantId === undefined) throw new Error('a permitted flow has lost its grant');
      return { consent: { grantId } };
    }
    default:
      return state satisfies never;
  }
}

/** The step's name is for the TPP (RFC 6749 §4.1.2.1 allows no quotes here). */
const denied = (error_description: string): InteractionResults => ({ error: 'access_denied', error_description });

/**
 * RFC 8176: a key was used, a password was given, hence more than one factor. A proof of possession comes from a PKCS#11 token, so
 * its key is a hardware one as far as the bank gives certificates to tokens only; of a key in the OS store nothing is known.
 */
const methods: Readonly<Record<ProvenBy, readonly string[]>> = {
  mtls: ['pop', 'pwd', 'mfa'],
  proof: ['hwk', 'pwd', 'mfa'],
};

function loggedIn(flow: Flow): InteractionResults {
  const accountId = memberOf(flow.state);
  if (accountId === null) throw new Error('a flow past its login has lost its member');
  return { login: { accountId, amr: [...methods[flow.provenBy ?? 'mtls']], remember: false } };
}
