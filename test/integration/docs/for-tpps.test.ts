import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessCodes } from '../../../server/bank/api/refusal.ts';
import { AppClient, personaIdentity } from '../../support/app-client.ts';
import { everythingOffered } from '../../support/fapi/grant.ts';
import { move, personaOf } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

type Block =
  | { readonly kind: 'sh'; readonly text: string; readonly line: number }
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'customer' };

/** What there is to do in the document, in its order. */
function blocksOf(markdown: string): readonly Block[] {
  const found = markdown.matchAll(/^```(\S+)(?: file=(\S+))?\n([\s\S]*?)^```$|^<!-- the customer permits -->$/gm);
  return [...found].map(([all, language, name, text = ''], index): Block => {
    if (language === undefined) return { kind: 'customer' };
    if (language === 'js' && name !== undefined) return { kind: 'file', name, text };
    if (language === 'sh') return { kind: 'sh', text, line: index };
    throw new Error(`a block that nobody can run: ${all.slice(0, 80)}`);
  });
}

/** One shell for all blocks, as a reader has it. */
function openShell(cwd: string, env: NodeJS.ProcessEnv) {
  const shell = spawn('bash', ['--norc', '--noprofile'], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      for (const look of waiting) look();
    });
  }
  let count = 0;
  return {
    /** Answers what it printed; throws when a command of it failed. */
    async run(text: string): Promise<string> {
      const mark = `--end-${String((count += 1))}--`;
      const begun = output.length;
      const ended = new RegExp(`${mark}(\\d+)\\n`);
      shell.stdin.write(
        `set -eo pipefail; trap 'echo "${mark}$?"' EXIT\n${text}\ntrap - EXIT; set +e; echo "${mark}0"\n`,
      );
      const [said, code] = await new Promise<readonly [string, string]>((resolve) => {
        const look = (): void => {
          const match = ended.exec(output.slice(begun));
          if (match === null) return;
          waiting.delete(look);
          resolve([output.slice(begun, begun + match.index), match[1] ?? '']);
        };
        waiting.add(look);
        look();
      });
      if (code !== '0') throw new Error(`exit ${code} of\n${text}\n${said}`);
      return said;
    },
    async close() {
      if (shell.exitCode !== null) return;
      const gone = once(shell, 'exit');
      shell.stdin.end();
      await gone;
    },
  };
}

describe('docs/for-tpps.md', () => {
  let markdown: string;
  let test: TestWorld;
  let folder: string;
  beforeAll(async () => {
    markdown = await readFile(join(root, 'docs/for-tpps.md'), 'utf8');
    test = await openTestWorld();
    folder = await mkdtemp(join(tmpdir(), 'renkei-docs-'));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  });
  afterAll(async () => {
    await test.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens the address the TPP printed, permits everything, and notes where the browser was sent. */
  async function permit(): Promise<void> {
    const { world } = test;
    const url = new URL(await readFile(join(folder, 'authorize.url'), 'utf8'));
    expect(url.origin).toBe(world.pages);
    const app = new AppClient({ world, identity: await personaIdentity(world, 'kanri-hanako') });
    try {
      await app.open(url.searchParams);
      for (;;) {
        const { step } = app.snapshot;
        const place =
          step.kind === 'services'
            ? await app.command({ kind: 'choose-services', permissions: [...everythingOffered(step)] })
            : await move(app, personaOf(world, 'kanri-hanako'));
        if (place.kind !== 'returned') continue;
        await writeFile(join(folder, 'callback.url'), `${place.location.href}\n`);
        return;
      }
    } finally {
      await app.close();
    }
  }

  it('runs as it is written', async () => {
    const { world } = test;
    const shell = openShell(folder, {
      PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
      HOME: folder,
      RENKEI_ISSUER: world.issuer,
      RENKEI_MTLS: world.mtlsOrigin,
      RENKEI_PAGES: world.pages,
      RENKEI_HOME: world.home,
      TPP_REDIRECT: `${world.tpp}/callback/kaikei-mirai`,
    });
    const said: string[] = [];
    try {
      for (const block of blocksOf(markdown)) {
        switch (block.kind) {
          case 'file':
            await writeFile(join(folder, block.name), block.text);
            break;
          case 'customer':
            await permit();
            break;
          case 'sh':
            said.push(await shell.run(block.text));
            break;
        }
      }
    } finally {
      await shell.close();
    }
    const [
      ,
      discovery,
      ask,
      finish,
      accounts,
      submit,
      refresh,
      par,
      call,
      introspection,
      unproven,
      grant,
      ,
      ended,
      mutual,
    ] = said;
    expect(discovery).toContain('corporate_account_access');
    expect(ask).toContain('request_uri=urn');
    expect(finish).toContain('"permissions"');
    expect(accounts).toMatch(/末尾\d{3} \d+ JPY\n {2}\d+ entries since/);
    expect(submit).toMatch(/^(?:201 [\s\S]*"waiting-for-approval"|422 [\s\S]*"not-a-business-day")/);
    expect(refresh).toContain('expires in 600 seconds');
    expect(par).toContain('"request_uri"');
    expect(call).toContain('"accounts"');
    expect(introspection).toContain('"active":true');
    expect(unproven).toMatch(/^401\n[\s\S]*"code":"token\./);
    expect(grant).toContain('"authorization_details"');
    expect(ended).toMatch(/^204\n[\s\S]*"grant.not-found"[\s\S]*\n404\n$/);
    expect(mutual).toContain('"request_uri"');
    expect(said).toHaveLength(15);
  }, 180_000);

  it('explains every variable its blocks read', () => {
    const blocks = blocksOf(markdown);
    const [first] = blocks;
    if (first?.kind !== 'sh') throw new Error('the variables come first');
    const read = blocks.flatMap((block) =>
      block.kind === 'customer'
        ? []
        : [...block.text.matchAll(/process\.env\.(\w+)|\$\{?([A-Z_]+)/g)].map(([, one, other]) => one ?? other ?? ''),
    );
    const set = blocks.flatMap((block) =>
      block.kind === 'sh' ? [...block.text.matchAll(/export ([A-Z_]+)=/g)].map(([, name = '']) => name) : [],
    );
    expect([...new Set(read)].filter((name) => !set.includes(name))).toEqual([]);
  });

  it('names every code of the API', () => {
    expect(accessCodes.filter((code) => !markdown.includes(`\`${code}\``))).toEqual([]);
  });
});
