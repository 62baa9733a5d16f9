import type { View } from '../../src-main/contract/views.ts';
import { identities } from './identities.ts';
import { scenes } from './scenes.ts';
import type { Call, Script } from './scripted-bridge.ts';

const scene = (name: string): View | null => scenes[name] ?? null;

/** What usually follows, so that the whole way can be clicked through. */
export const journey: Script = (call, present) => {
  switch (call.name) {
    case 'links.open':
      return scene('links-login');
    case 'links.password':
    case 'links.list':
      return scene('links-list');
    case 'links.show':
      return scene('links-one');
    case 'links.revoke':
      return scene('links-one-ended');
    case 'links.start-reduction':
      return scene('links-reduce');
    case 'links.reduce':
      return scene('links-one-reduced');
    case 'links.receipt':
      return scene('links-receipt');
    case 'links.close':
      return scene('waiting');
    case 'login.start':
      return scene(present.task === 'links' ? 'links-certificates' : 'certificates');
    case 'identity.confirm':
      if (present.task === 'links') return scene('links-password');
      return scene(identities.find(({ id }) => id === call.input.id)?.place === 'token' ? 'token-pin' : 'password');
    case 'identity.reload':
    case 'token.skip':
      return scene('certificates');
    case 'token.unlock':
      return scene('password');
    case 'identity.cancel':
      return scene('login-cancelled');
    case 'consent.send':
      return afterAction(call);
    case 'flow.cancel':
      return scene('done-cancelled');
    case 'flow.retry':
      return scene('login');
    case 'flow.close':
      return scene('waiting');
    default:
      return null;
  }
};

function afterAction({ input }: Extract<Call, { name: 'consent.send' }>): View | null {
  switch (input.action.kind) {
    case 'submit-password':
    case 'back':
      return scene('services');
    case 'choose-services':
    case 'register-another':
      return scene('inquiry-pin');
    case 'register-inquiry-pin':
      return scene('inquiry-pin-result');
    case 'skip-inquiry-pin':
    case 'confirm-result':
      return scene('consent');
    case 'permit':
      return scene('done-permitted');
    case 'refuse':
      return scene('done-refused');
    case 'extend':
      return null;
  }
}
