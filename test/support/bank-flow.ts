import type { DPoPHandle, TokenEndpointResponse } from 'openid-client';
import { AppClient } from './app-client.ts';
import { accountIds, clientId, secrets, type BankSite } from './bank-server.ts';
import { TppClient, type GrantedDetail, type Started } from './tpp-client.ts';

export type BankFlow = {
  readonly tpp: TppClient;
  readonly app: AppClient;
  readonly started: Started;
  close(): Promise<void>;
};

/** A TPP that has pushed its request at a bank's server, and an app at 手順1. */
export async function openFlow(site: BankSite): Promise<BankFlow> {
  const tpp = await TppClient.open({ world: site, clientId, key: site.tppKey });
  const started = await tpp.start();
  const app = new AppClient({ world: site, identity: site.identity });
  await app.open(started.url.searchParams);
  const close = async (): Promise<void> => {
    await Promise.all([app.close(), tpp.close()]);
  };
  return { tpp, app, started, close };
}

export type Linked = {
  readonly tokens: TokenEndpointResponse;
  readonly dpop: DPoPHandle;
  readonly details: readonly GrantedDetail[];
  readonly location: URL;
};

/** 手順1 to 5 and the token request; `before` is done at the steps where a customer may go wrong. */
export async function walkFlow(
  { tpp, app, started }: BankFlow,
  before: { readonly password?: () => Promise<void>; readonly pin?: () => Promise<void> } = {},
): Promise<Linked> {
  await app.presentCertificate();
  await before.password?.();
  await app.submitPassword(secrets.password);
  await app.command({ kind: 'choose-services', permissions: [{ service: 'balance', accounts: [...accountIds] }] });
  if (app.snapshot.step.kind === 'inquiryPin') {
    await before.pin?.();
    await app.registerPin(accountIds[1], secrets.pin);
    await app.command({ kind: 'confirm-result' });
  }
  const place = await app.permit();
  if (place.kind !== 'returned') throw new Error('not returned');
  const { tokens, details } = await tpp.finish(place.location, started);
  return { tokens, details, dpop: started.dpop, location: place.location };
}
