export const checkNames = ['types', 'lint', 'format'] as const;
export const projectNames = ['unit', 'contract', 'integration', 'security', 'gallery', 'e2e'] as const;
export type CheckName = (typeof checkNames)[number];
export type ProjectName = (typeof projectNames)[number];

export type Plan = {
  readonly checks: readonly CheckName[];
  readonly projects: readonly ProjectName[];
  /** Handed on to vitest: parts of file names, options. */
  readonly rest: readonly string[];
};

const isOneOf = <T extends string>(names: readonly T[], word: string): word is T =>
  (names as readonly string[]).includes(word);

/** `npm test` does all; `npm test -- unit lint` only these; other words go to vitest. */
export const planOf = (words: readonly string[]): Plan => {
  const checks = words.filter((word) => isOneOf(checkNames, word));
  const projects = words.filter((word) => isOneOf(projectNames, word));
  const rest = words.filter((word) => !isOneOf(checkNames, word) && !isOneOf(projectNames, word));
  if (words.length === 0) return { checks: checkNames, projects: projectNames, rest };
  // Only a part of a file name: look for it in all projects.
  return { checks, projects: projects.length === 0 && rest.length > 0 ? projectNames : projects, rest };
};
