import type { Persona } from '../persona.ts';

/** What is to be masked wherever it stands. PINs are not: four digits stand everywhere, so they are masked by name alone. */
export const personaSecrets = (personas: readonly Persona[]): readonly string[] => [
  ...new Set(
    personas.flatMap(({ loginPassword, certificatePassword, accounts }) => [
      loginPassword,
      certificatePassword,
      ...accounts.map(({ number }) => number),
    ]),
  ),
];
