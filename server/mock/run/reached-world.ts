import type { Agent } from 'undici';
import type { World } from '../world.ts';

/** A server as its clients see it: where it is reached, whom they trust, and where their keys are. */
export type ReachedSite = Pick<World, 'issuer' | 'certificateOrigin' | 'tpp' | 'home'> & {
  readonly pki: { readonly serverCa: { readonly pem: string } };
  /** Every request has a connection of its own, so that a balancer in front can send each one to another node. */
  readonly freshConnections?: boolean;
};

/** A mock world as its clients see it: with the customers who live there. */
export type ReachedWorld = ReachedSite & Pick<World, 'personas'>;

export const connectionsTo = ({ freshConnections = false }: ReachedSite): Agent.Options =>
  // undici's way to turn keep-alive off.
  freshConnections ? { pipelining: 0 } : {};
