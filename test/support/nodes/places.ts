import type { Origins } from '../../../server/mock/world-config.ts';

/** Every address at which a world is reached. */
export const places = [
  'issuer',
  'certificateOrigin',
  'mtlsOrigin',
  'tpp',
  'pages',
] as const satisfies (keyof Origins)[];
export type Place = (typeof places)[number];

const everyPlace = <T>(make: (place: Place) => T): Record<Place, T> => ({
  issuer: make('issuer'),
  certificateOrigin: make('certificateOrigin'),
  mtlsOrigin: make('mtlsOrigin'),
  tpp: make('tpp'),
  pages: make('pages'),
});

export const originsAt = (ports: Readonly<Record<Place, number>>): Origins =>
  everyPlace((place) => {
    const scheme = place === 'tpp' || place === 'pages' ? 'http' : 'https';
    return `${scheme}://localhost:${String(ports[place])}`;
  });

export const portsOf = (origins: Origins): Record<Place, number> =>
  everyPlace((place) => Number(new URL(origins[place]).port));

/** Any free ones. */
export const freePorts = { issuer: 0, certificate: 0, mutual: 0, tpp: 0, pages: 0 };
