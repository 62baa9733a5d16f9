import type { Persona } from '../../server/mock/persona.ts';

/** What a customer may bring along, and so what he meets. */
export const tourKinds = ['os', 'token-rsa', 'token-ec', 'expired', 'revoked', 'none', 'locked-token'] as const;
export type TourKind = (typeof tourKinds)[number];

/** Who plays it. */
export const tourPersonas: Readonly<Record<TourKind, string>> = {
  os: 'keiri-taro',
  'token-rsa': 'token-rika',
  'token-ec': 'token-eiko',
  expired: 'kigen-kei',
  revoked: 'shikko-sho',
  none: 'nashi-nana',
  'locked-token': 'lock-rokuro',
};

export const isTourKind = (word: string): word is TourKind => (tourKinds as readonly string[]).includes(word);

/** What a person's usual certificate leads to. */
export function kindOfPersona({ certificates, tokens }: Persona): TourKind {
  const [usual] = certificates;
  if (usual === undefined || usual.place === 'elsewhere') return 'none';
  if (usual.state === 'expired' || usual.state === 'revoked') return usual.state;
  if (usual.place === 'os') return 'os';
  const { token: label } = usual.place;
  if (tokens.some((token) => token.label === label && token.locked)) return 'locked-token';
  return usual.algorithm === 'RSA' ? 'token-rsa' : 'token-ec';
}
