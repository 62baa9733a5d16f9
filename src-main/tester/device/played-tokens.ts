import type { DeviceState } from '../../contract/tester.ts';
import type {
  PinState,
  TokenFailureCode,
  TokenListing,
  TokenReader,
  TokenResult,
} from '../../identity/token/token-port.ts';
import type { PlayedDevice } from './played-device.ts';

const nothing: TokenListing = { identities: [], failures: [] };

/** How the modules fail when they are read; `null`: they do not. */
function failureOf({ module }: DeviceState): TokenFailureCode | null {
  if (module === 'missing') return 'token.module-missing';
  return module === 'fails-reading' ? 'token.module-failed' : null;
}

function listed({ identities, failures }: TokenListing, { store, token }: DeviceState): TokenListing {
  if (store === 'empty' || token === 'removed') return { identities: [], failures };
  return {
    failures,
    identities: identities.map((identity) => ({
      ...identity,
      ...(token === 'cannot-sign' ? { algorithms: [] } : {}),
      ...(token === 'pin-locked' ? { locked: true } : {}),
    })),
  };
}

/** What happens to a signature before any token is asked; `null`: nothing. */
function refusal({ module, token, triesLeft }: DeviceState): Extract<TokenResult<never>, { ok: false }> | null {
  if (module !== 'own') return { ok: false, code: 'token.module-failed' };
  switch (token) {
    case 'removed':
      return { ok: false, code: 'token.removed' };
    case 'cannot-sign':
      return { ok: false, code: 'token.cannot-sign' };
    case 'pin-locked':
      return { ok: false, code: 'token.pin-locked', tries: 'locked' };
    case 'pin-wrong':
      return triesLeft === 'final'
        ? { ok: false, code: 'token.pin-locked', tries: 'locked' }
        : { ok: false, code: 'token.pin-wrong', tries: triesLeft };
    case 'own':
      return null;
    default:
      return token satisfies never;
  }
}

function triesOf({ token, triesLeft }: DeviceState, real: PinState['tries']): PinState['tries'] {
  if (token === 'pin-locked') return 'locked';
  return token === 'pin-wrong' ? triesLeft : real;
}

/**
 * The tokens that are really there, on a machine where a tester lets things happen to them. `named`: all modules of the profile, also
 * those there are not on this system, so that a module can be missing everywhere.
 */
export function playedTokens(real: TokenReader, device: PlayedDevice, named: readonly string[]): TokenReader {
  const elsewhere = named.filter((module) => !real.modules.includes(module));
  const modules = [...real.modules, ...elsewhere];
  return {
    modules,
    async list(arrived) {
      const state = await device.now();
      const code = failureOf(state);
      const alone = (module: string): TokenListing =>
        code === null ? nothing : { identities: [], failures: [{ module, code }] };
      const parts = (code === null ? elsewhere : modules).map((module) => {
        const part = alone(module);
        arrived?.(module, part);
        return part;
      });
      if (code === null)
        parts.push(listed(await real.list((module, part) => arrived?.(module, listed(part, state))), state));
      return {
        identities: parts.flatMap(({ identities }) => identities),
        failures: parts.flatMap(({ failures }) => failures),
      };
    },
    watch(onChange) {
      const stops = [real.watch(onChange), device.watch(() => onChange())];
      return () => {
        for (const stop of stops) stop();
      };
    },
    async pinState(identity) {
      const state = await device.now();
      if (failureOf(state) !== null) return { ok: false, code: 'token.module-failed' };
      if (state.token === 'removed') return { ok: false, code: 'token.removed' };
      const found = await real.pinState(identity);
      return found.ok ? { ok: true, value: { ...found.value, tries: triesOf(state, found.value.tries) } } : found;
    },
    async sign(identity, pin, algorithm, input) {
      return refusal(await device.now()) ?? (await real.sign(identity, pin, algorithm, input));
    },
    cancel: () => {
      real.cancel();
    },
    close: () => real.close(),
  };
}
