import type { ScriptStep } from './script.ts';

/** What an honest customer does at each step that a script can walk through; he decides nothing for the script. */
export const honest = {
  certificate: { action: 'certificate', with: 'own', line: 0 },
  password: { action: 'password', with: 'own', line: 0 },
  services: { action: 'services', with: 'preselected', line: 0 },
  inquiryPin: { action: 'pin', with: {}, line: 0 },
  inquiryPinResult: { action: 'confirm', with: undefined, line: 0 },
} as const satisfies Record<string, ScriptStep>;

export const hasHonestStep = (at: string): at is keyof typeof honest => Object.hasOwn(honest, at);
