import {
  testerAnswers,
  type TesterAnswers,
  type TesterCall,
  type TesterCertificate,
  type TesterInput,
  type TesterPersona,
} from '../contract/tester.ts';
import { ControlRefusal, type ControlClient } from './control-client.ts';
import { startLine } from './start-line.ts';

export type TesterPorts = {
  readonly control: ControlClient;
  /** Opens the tester's default browser; `false` when that failed. */
  readonly openBrowser: (url: string) => Promise<boolean>;
  /** Puts a `.p12` into the certificate store of this app's user; `null` where that is not the app's business. */
  readonly importCertificate: ((file: string, password: string) => Promise<void>) | null;
  readonly system: keyof TesterCertificate['importCommands'];
  /** `SOFTHSM2_CONF` of this app's token modules; `null`: it has none. */
  readonly tokenConfiguration: string | null;
  /** What starts this app, without its options. */
  readonly program: string;
};

export type TesterHandlers = {
  readonly [K in TesterCall]: (input: TesterInput<K>) => Promise<TesterAnswers[K]>;
};

const shownEntries = 200;

/** Answers what the test panel asks. */
export function testerHandlers(ports: TesterPorts): TesterHandlers {
  const { control, openBrowser, importCertificate, system } = ports;
  const world = (): Promise<TesterAnswers['state']['world']> => control.ask(testerAnswers.world, 'GET', '/mock/world');

  /** Into the store, or the line that does it where that is not the app's business. */
  const put = async ({ file, password, importCommands }: TesterCertificate): Promise<string> => {
    if (importCertificate === null) return importCommands[system];
    await importCertificate(file, password);
    return file;
  };
  const personas = async (): Promise<TesterAnswers['state']['personas']> => {
    const [answer, { folders }] = await Promise.all([
      control.ask(testerAnswers.personas, 'GET', '/mock/personas'),
      world(),
    ]);
    return answer.personas.map((each) => ({
      ...each,
      seen: each.tokenConfiguration === ports.tokenConfiguration,
      start: startLine(ports.program, { persona: each.id, ...folders }),
    }));
  };
  const present = async (persona: string): Promise<TesterPersona> => {
    const found = (await personas()).find(({ id }) => id === persona);
    if (found === undefined) throw new ControlRefusal(persona);
    return found;
  };
  const issue = async (action: 'issue' | 'renew', persona: string): Promise<string> => {
    const path = `/mock/certificates/${action}`;
    const { message, details } = await control.ask(testerAnswers.issued, 'POST', path, { persona });
    return `${message}\n${await put(details)}`;
  };
  const act = async (path: string, body: unknown): Promise<string> => {
    const { message } = await control.ask(testerAnswers.action, 'POST', path, body);
    return message;
  };
  /** The page's address at the world's own listeners. */
  const address = async ({ page, tpp: wanted }: TesterInput<'browse'>): Promise<string> => {
    const { tpp, tpps, pages } = await world();
    const start = wanted === undefined ? { path: '/' } : tpps.find(({ clientId }) => clientId === wanted);
    // It was taken away since the panel was drawn.
    if (start === undefined) throw new ControlRefusal(wanted ?? '');
    const paths = { inspector: '/inspector', har: '/inspector/export.har', report: '/inspector/report.md' };
    return page === 'tpp' ? new URL(start.path, tpp).href : new URL(paths[page], pages).href;
  };

  return {
    state: async () => {
      const [about, { scenarios }, { rows }, clock, people] = await Promise.all([
        world(),
        control.ask(testerAnswers.scenarios, 'GET', '/mock/scenarios'),
        control.ask(testerAnswers.rows, 'GET', '/mock/rows'),
        control.ask(testerAnswers.clock, 'GET', '/mock/clock'),
        personas(),
      ]);
      const byCustomer = rows.flatMap(({ codes, by }) =>
        by.kind === 'customer' ? [{ title: by.title, how: by.how, codes }] : [],
      );
      return { world: about, scenarios, byCustomer, clock, personas: people };
    },
    switch: async ({ id, on, parameters, scope }) => {
      if (on) await control.tell('PUT', `/mock/scenarios/${id}`, { parameters, scope });
      else await control.tell('DELETE', `/mock/scenarios/${id}`);
      return null;
    },
    'all-off': async () => {
      await control.tell('DELETE', '/mock/scenarios');
      return null;
    },
    reset: async () => {
      await control.tell('DELETE', '/mock/scenarios');
      await control.tell('DELETE', '/mock/clock');
      return null;
    },
    clock: async (request) => {
      if ('machine' in request) await control.tell('DELETE', '/mock/clock');
      else await control.tell('PUT', '/mock/clock', request);
      return null;
    },
    certificate: async ({ persona, action }) => {
      switch (action) {
        case 'import':
          return put((await present(persona)).certificate);
        case 'issue':
        case 'renew':
          return issue(action, persona);
        case 'revoke':
          return act('/mock/certificates/revoke', { persona });
        default:
          return action satisfies never;
      }
    },
    token: async (request) => {
      const { details } = await control.ask(testerAnswers.token, 'POST', '/mock/tokens', request);
      const { seen, start } = await present(request.persona);
      return { ...details.token, seen, start };
    },
    reload: async () => (await control.ask(testerAnswers.reloaded, 'POST', '/mock/personas/reload')).details,
    entries: async ({ errors }) => {
      const url = new URL('/inspector/entries', (await world()).pages);
      url.searchParams.set('limit', String(shownEntries));
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
      if (!response.ok) throw new ControlRefusal(`HTTP ${String(response.status)}`);
      const { entries } = testerAnswers.entries.parse(await response.json());
      const failed = (status: number | null): boolean => status === null || status >= 400;
      return entries.filter(({ status }) => !errors || failed(status)).reverse();
    },
    browse: async (request) => {
      if (!(await openBrowser(await address(request))))
        throw new ControlRefusal({ ja: 'ブラウザーを開けません。', en: 'The browser cannot be opened.' });
      return null;
    },
  };
}
