import type { Snapshot, Step } from '../../server/contract/snapshot.ts';
import type { Persona } from '../../server/mock/persona.ts';
import { AppClient, personaIdentity, type Identity, type Place } from './app-client.ts';
import type { ReachedWorld } from './reached-world.ts';
import { TppClient, type Started } from './tpp-client.ts';

export function personaOf(world: ReachedWorld, id: string): Persona {
  const found = world.personas.find(({ persona }) => persona.id === id);
  if (!found) throw new Error(`no persona ${id}`);
  return found.persona;
}

export type Journey = {
  readonly persona: Persona;
  readonly tpp: TppClient;
  readonly started: Started;
  readonly app: AppClient;
  readonly close: () => Promise<void>;
};

export type JourneyOptions = {
  readonly clientId?: string;
  readonly personaId?: string;
  /** `null`: without a certificate. Left out: the persona's. */
  readonly identity?: Identity | null;
};

/** A TPP that has pushed its request, and an app that has opened it: the flow stands at its first step. */
export async function beginJourney(world: ReachedWorld, options: JourneyOptions = {}): Promise<Journey> {
  const { clientId = 'kaikei-mirai', personaId = 'keiri-taro' } = options;
  const tpp = await TppClient.open({ world, clientId });
  const started = await tpp.start();
  const identity = options.identity === undefined ? await personaIdentity(world, personaId) : options.identity;
  const app = new AppClient({ world, identity });
  await app.open(started.url.searchParams);
  return {
    persona: personaOf(world, personaId),
    tpp,
    started,
    app,
    close: async () => {
      await Promise.all([tpp.close(), app.close()]);
    },
  };
}

type Kind = Step['kind'];

/** One honest customer's next move. */
export async function move(app: AppClient, persona: Persona): Promise<Place> {
  const { step } = app.snapshot;
  switch (step.kind) {
    case 'certificate':
      return app.presentCertificate();
    case 'password':
      return app.submitPassword(persona.loginPassword);
    case 'services':
      return app.command({ kind: 'choose-services', permissions: step.chosen });
    case 'inquiryPin': {
      const open = step.accounts.find(({ state }) => state === 'unregistered');
      if (!open) throw new Error('nothing left to register');
      return app.registerPin(open.account.id, pinOf(persona, open.account.last3));
    }
    case 'inquiryPinResult':
      return app.command({ kind: 'confirm-result' });
    case 'consent':
      return app.permit();
    case 'stopped':
      throw new Error(`the flow stopped: ${step.code}`);
  }
}

export function pinOf(persona: Persona, last3: string): string {
  const account = persona.accounts.find(({ number }) => number.endsWith(last3));
  const pin = account?.pin?.number ?? persona.series?.pin;
  if (pin === undefined) throw new Error(`no PIN is known for ${last3}`);
  return pin;
}

/** Goes on until the flow stands at `target`; every step passed is answered honestly. */
export async function walkTo({ app, persona }: Journey, target: Kind): Promise<Snapshot> {
  for (let moves = 0; app.snapshot.step.kind !== target; moves += 1) {
    if (moves > 8) throw new Error(`never came to ${target}`);
    const place = await move(app, persona);
    if (place.kind === 'returned') throw new Error(`came back to the TPP before ${target}`);
  }
  return app.snapshot;
}

/** All the way; answers where the TPP gets its customer back, and the steps that were shown. */
export async function walkThrough({
  app,
  persona,
}: Pick<Journey, 'app' | 'persona'>): Promise<{ location: URL; steps: Kind[] }> {
  const steps: Kind[] = [];
  for (;;) {
    steps.push(app.snapshot.step.kind);
    const place = await move(app, persona);
    if (place.kind === 'returned') return { location: place.location, steps };
  }
}
