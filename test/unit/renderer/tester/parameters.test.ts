import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../../server/mock/scenarios/catalogue.ts';
import { points } from '../../../../server/mock/scenarios/points.ts';
import {
  draftOf,
  initialDrafts,
  readDraft,
  readDrafts,
  type Mistake,
} from '../../../../src-renderer/tester/parameter-drafts.ts';
import { parameterFields, type Field } from '../../../../src-renderer/tester/parameter-fields.ts';
import { choiceWords, parameterWords } from '../../../../src-renderer/tester/parameter-words.ts';

const fieldsOf = (id: string): readonly Field[] => {
  const scenario = scenarios.find((each) => each.id === id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  return parameterFields(scenario.parameters);
};
const fieldOf = (id: string, name: string): Field => {
  const field = fieldsOf(id).find((each) => each.name === name);
  if (field === undefined) throw new Error(`${id} has no ${name}`);
  return field;
};
const every = scenarios.flatMap(({ id, parameters }) => parameterFields(parameters).map((field) => ({ id, field })));
const languages = ['ja', 'en'] as const;

describe('the fields of the scenarios’ parameters', () => {
  it('are one for each parameter, in the form it needs', () => {
    const kinds = (id: string): unknown => Object.fromEntries(fieldsOf(id).map(({ name, kind }) => [name, kind]));
    expect(kinds('server-error')).toEqual({ at: 'several', form: 'choice', times: 'number' });
    expect(kinds('pin-wrong')).toEqual({ accounts: 'words', triesLeft: 'number' });
    expect(kinds('tls-failure')).toEqual({ fault: 'choice', on: 'several' });
    expect(kinds('latency')).toEqual({ at: 'several', ms: 'number', jitterMs: 'number' });
    expect(kinds('app-too-old')).toEqual({ minimum: 'text' });
    expect(kinds('service-hours-over')).toEqual({ hours: 'json' });
    for (const { id, parameters } of scenarios)
      expect(fieldsOf(id).map(({ name }) => name)).toEqual(Object.keys(parameters['properties'] ?? {}));
  });

  it('send what the scenario takes by itself when nothing is changed', () => {
    for (const scenario of scenarios) {
      const { id } = scenario;
      const fields = fieldsOf(id);
      const read = readDrafts(fields, initialDrafts(fields));
      if (!read.ok) throw new Error(`${id}: ${read.name}`);
      const [sent, itself] = [scenario.parse(read.parameters), scenario.parse({})];
      if (!sent.ok || !itself.ok) throw new Error(id);
      expect(sent.parameters).toEqual(itself.parameters);
    }
  });

  it('show again what was sent', () => {
    for (const { field } of every) {
      const read = readDraft(field, draftOf(field, field.initial));
      expect(read).toEqual({ ok: true, value: field.initial });
    }
  });
});

describe('what is entered', () => {
  const good = (value: unknown) => ({ ok: true, value });
  const bad = (mistake: Mistake) => ({ ok: false, mistake });

  it('of a list: in its own order, and at least one', () => {
    const at = fieldOf('server-error', 'at');
    expect(readDraft(at, ['services', 'par'])).toEqual(good(['par', 'services']));
    expect(readDraft(at, [])).toEqual(bad({ kind: 'none-chosen' }));
  });

  it('of accounts: three digits each, however they are separated; nothing is all of them', () => {
    const accounts = fieldOf('pin-wrong', 'accounts');
    expect(readDraft(accounts, '')).toEqual(good(null));
    expect(readDraft(accounts, ' 012、３４５, 012 ')).toEqual(good(['012', '345']));
    expect(readDraft(accounts, '012 12')).toEqual(bad({ kind: 'pattern', word: '12' }));
  });

  it('of a number: within its limits, and nothing only where nothing means something', () => {
    const times = fieldOf('server-error', 'times');
    expect(readDraft(times, '')).toEqual(good(null));
    expect(readDraft(times, '３')).toEqual(good(3));
    expect(readDraft(times, '0')).toEqual(bad({ kind: 'number', least: 1, most: 1000 }));
    const tries = fieldOf('pin-wrong', 'triesLeft');
    for (const text of ['', 'three', '1.5', '21']) expect(readDraft(tries, text).ok).toBe(false);
  });

  it('of a text or of JSON: in the form it has', () => {
    const minimum = fieldOf('app-too-old', 'minimum');
    expect(readDraft(minimum, '2.0.0')).toEqual(good('2.0.0'));
    expect(readDraft(minimum, '2.0')).toEqual(bad({ kind: 'pattern', word: '2.0' }));
    expect(readDraft(minimum, ' ')).toEqual(bad({ kind: 'empty' }));
    const hours = fieldOf('service-hours-over', 'hours');
    expect(readDraft(hours, '{"open":[]}')).toEqual(good({ open: [] }));
    expect(readDraft(hours, '{open}')).toEqual(bad({ kind: 'json' }));
  });

  it('is named where it is wrong', () => {
    const fields = fieldsOf('server-error');
    expect(readDrafts(fields, { ...initialDrafts(fields), times: 'x' })).toMatchObject({ ok: false, name: 'times' });
  });
});

describe.each(languages)('the words for parameters in %s', (language) => {
  it('name every parameter of every scenario, and every choice', () => {
    for (const { field } of every) {
      expect(parameterWords(language, field.name).name).not.toBe(field.name);
      if (field.kind !== 'choice' && field.kind !== 'several') continue;
      for (const choice of field.choices) {
        // What has no words of its own goes by its name.
        expect(`${field.name}.${choice}: ${choiceWords(language, field.name, choice)}`).not.toBe(
          `${field.name}.${choice}: ${choice}`,
        );
      }
    }
  });

  it('name every point of a flow, each differently', () => {
    const words = points.map((point) => choiceWords(language, 'at', point));
    expect(new Set(words).size).toBe(points.length);
  });

  it('say what an empty field means where it may be empty', () => {
    for (const { field } of every)
      if (field.optional) expect(parameterWords(language, field.name).empty).toEqual(expect.any(String));
  });

  it('leave what a newer world has as it is', () => {
    expect(parameterWords(language, 'moonPhase')).toEqual({ name: 'moonPhase' });
    expect(choiceWords(language, 'at', 'moonrise')).toBe('moonrise');
    expect(choiceWords(language, 'constructor', 'name')).toBe('name');
  });
});
