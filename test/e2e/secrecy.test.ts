import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPersonas } from '../../server/mock/persona.ts';
import { createLogger } from '../../server/operations/logger.ts';
import { buttons } from '../support/app-driver.ts';
import { confirmCertificate, connectAtTpp, permit, type Customer } from '../support/customer.ts';
import { filesBelow, foundIn, needlesOf, pinNeedles, pinWord, textsOf, type Needle } from '../support/secret-search.ts';
import { Stage } from '../support/stage.ts';
import { customerOf } from '../support/tour.ts';

const nothing = (): Promise<void> => Promise.resolve();
const wrongPassword = 'Yuugure1999';
const persona = 'keiri-taro';

/** Everything that was written while a customer made a mistake, permitted, and came back to the TPP. */
describe('after a whole flow in the real window', () => {
  let stage: Stage;
  let customer: Customer;
  let serverLog = '';
  let appLog = '';
  let needles: Needle[];
  let numbers: Needle[];
  let pins: RegExp[];

  beforeAll(async () => {
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        serverLog += chunk.toString('utf8');
        done();
      },
    });
    stage = await Stage.open({ persona, world: { log: createLogger('trace', destination) } });
    customer = await customerOf(persona);
    const accounts = (await readPersonas()).find(({ id }) => id === persona)?.accounts ?? [];
    needles = [
      ...needlesOf('login password', customer.loginPassword),
      ...needlesOf('wrong password', wrongPassword),
      ...Object.values(customer.pins).flatMap((pin, index) => pinNeedles(`PIN ${String(index)}`, pin)),
    ];
    numbers = accounts.flatMap(({ number }, index) => needlesOf(`account number ${String(index)}`, number));
    pins = Object.values(customer.pins).map(pinWord);

    const app = await stage.startApp();
    await connectAtTpp(stage.page, stage.world.tpp);
    await confirmCertificate(app, nothing);
    await app.enter(wrongPassword);
    await app.press(buttons.apiLink);
    await app.page
      .getByText(/あと\u20605回/)
      .first()
      .waitFor();
    await app.enter(customer.loginPassword);
    await app.press(buttons.apiLink);
    await app.heading(/認可業務選択/);
    await permit(app, customer, nothing);
    await stage.page.goto(await app.browser.next());
    expect(await stage.page.locator('body').innerText()).toMatch(/12,480,350/);
    await stage.stopApp();
    appLog = app.output();
  });
  afterAll(() => stage.close());

  const plainPins = (texts: readonly string[]): string[] => texts.filter((text) => pins.some((pin) => pin.test(text)));

  it('the flow was one in which there was something to betray', async () => {
    const kinds = await stage.world.database.selectFrom('audit').select('kind').execute();
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['password.wrong', 'password.accepted', 'pin.registered', 'decision.permitted']),
    );
  });

  it.each([
    ['server', () => serverLog],
    ['app', () => appLog],
  ] as const)('the log of the %s holds no password, no PIN, no account number', (_who, log) => {
    expect(log().length).toBeGreaterThan(100);
    expect(foundIn(Buffer.from(log()), [...needles, ...numbers])).toEqual([]);
    expect(plainPins(textsOf(log()))).toEqual([]);
  });

  it('the audit trail holds none', async () => {
    const rows = await stage.world.database.selectFrom('audit').selectAll().execute();
    const text = rows.map((row) => JSON.stringify(row)).join('\n');
    expect(rows.length).toBeGreaterThan(8);
    expect(foundIn(Buffer.from(text), [...needles, ...numbers])).toEqual([]);
    expect(plainPins(rows.flatMap(({ data_json }) => textsOf(data_json)))).toEqual([]);
  });

  it('no file of the app, of its home or of the server holds a password or a PIN', () => {
    const files = [...filesBelow(stage.folder)];
    const paths = files.map(({ path }) => path);
    expect(paths.some((path) => path.includes('user-data'))).toBe(true);
    expect(paths.some((path) => path.includes('nssdb'))).toBe(true);
    expect(paths.some((path) => path.endsWith('renkei.sqlite'))).toBe(true);
    const leaks = files.flatMap(({ path, bytes }) => foundIn(bytes, needles).map((name) => `${path}: ${name}`));
    expect(leaks).toEqual([]);
    // Looking does find things: the book of accounts is where the numbers belong, and nothing of the app has them.
    const withNumbers = files.filter(({ bytes }) => foundIn(bytes, numbers).length > 0).map(({ path }) => path);
    expect(withNumbers).not.toEqual([]);
    expect(withNumbers.filter((path) => !/renkei\.sqlite(?:-wal)?$/.test(path))).toEqual([]);
  });

  it('the database holds no PIN in plain', async () => {
    const { database } = stage.world;
    const accounts = await database.selectFrom('accounts').select(['id', 'pin_hash', 'holder']).execute();
    const flows = await database.selectFrom('flows').selectAll().execute();
    const kept = await database.selectFrom('oidc').select('payload_json').execute();
    const texts = [...accounts, ...flows, ...kept].flatMap((row) => textsOf(JSON.stringify(row)));
    expect(texts.length).toBeGreaterThan(50);
    expect(plainPins(texts)).toEqual([]);
  });
});
