import type { z } from 'zod';
import type {
  ActiveScenario,
  ClockView,
  ScenarioView,
  WorldInfo,
  auditListSchema,
  flowListSchema,
  personaListSchema,
  rowListSchema,
} from '../../server/mock/control/contract.ts';

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const scopeText = ({ scope: { personas, tpps } }: ActiveScenario): string =>
  [...(personas ?? []), ...(tpps ?? [])].join(', ') || 'everybody';

export const showScenarios = (scenarios: readonly ScenarioView[]): string =>
  scenarios
    .map(({ id, title, what, codes, active, parameters }) => {
      const names = Object.keys(parameters['properties'] ?? {});
      return [
        `${active === null ? ' ' : '*'} ${id}  ${title.ja} / ${title.en}`,
        `    ${what.en}`,
        ...(codes.length > 0 ? [`    leads to: ${codes.join(', ')}`] : []),
        ...(names.length > 0 ? [`    parameters: ${names.join(', ')}`] : []),
        ...(active === null ? [] : [`    ON for ${scopeText(active)}: ${JSON.stringify(active.parameters)}`]),
      ].join('\n');
    })
    .join('\n');

export const showActive = (active: ActiveScenario): string =>
  [
    `${active.id} is on for ${scopeText(active)}: ${JSON.stringify(active.parameters)}`,
    ...active.files.map(({ persona, file, password }) => `  ${persona}: ${file} (password ${password})`),
  ].join('\n');

export const showClock = ({ now, machine, frozen, offsetMs }: ClockView): string =>
  `${now}${frozen ? ' (frozen)' : ''}${offsetMs === 0 ? '' : `; the machine says ${machine}`}`;

export const showRows = ({ rows }: z.infer<typeof rowListSchema>): string =>
  table(
    rows.map(({ id, by, script }) => [
      id,
      by.kind === 'scenario' ? `scenario ${by.id} ${JSON.stringify(by.parameters)}` : `${by.kind}: ${by.how.en}`,
      script ?? '-',
    ]),
  );

export const showPersonas = ({ personas }: z.infer<typeof personaListSchema>): string =>
  table(
    personas.map(({ id, name, company, loginPassword, certificate }) => [
      id,
      name,
      company,
      loginPassword,
      certificate.file,
    ]),
  );

export const showTpps = (origin: string, tpps: WorldInfo['tpps']): string =>
  table(
    tpps.map(({ clientId, name, path, suspended, fixedServices }) => [
      clientId,
      name.ja,
      new URL(path, origin).href,
      [...(suspended ? ['suspended'] : []), ...(fixedServices ? ['fixed services'] : [])].join(', '),
    ]),
  );

export const showFlows = ({ flows }: z.infer<typeof flowListSchema>): string =>
  flows.length === 0
    ? 'no flows'
    : table(
        flows.map(({ id, tpp, persona, at, code, timedOut }) => [
          id,
          tpp,
          persona ?? '-',
          timedOut ? `${at} (over)` : at,
          code ?? '',
        ]),
      );

export const showAudit = ({ events }: z.infer<typeof auditListSchema>): string =>
  table(
    events.map(({ sequence, at, kind, actor, subject, data }) => [
      String(sequence),
      at,
      kind,
      actor,
      subject,
      JSON.stringify(data),
    ]),
  );
