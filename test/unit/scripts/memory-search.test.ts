import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookIntoOwn } from '../../support/memory-search.ts';
import { needlesFor } from '../../support/traces.ts';

const held = 'Held-in-memory-7Qx2';
const root = process.getuid?.() === 0;
/** Nobody. */
const ordinary = 65534;

describe('the search through a process’s memory', () => {
  it('finds what is there, and not what is not', async () => {
    expect(await lookIntoOwn(held, needlesFor(held))).toContain('UTF-8');
    expect(await lookIntoOwn(held, needlesFor('Never-said-by-it-9K'))).toEqual([]);
  });

  it('as an ordinary user finds what lies in a process of his, and is told when the system refuses', () => {
    const program = join(import.meta.dirname, '..', '..', 'support', 'memory-search-process.ts');
    // Process 1 is the administrator's: to this user it is as closed as a sandboxed window's.
    const said = execFileSync(process.execPath, [program, held, '1'], {
      encoding: 'utf8',
      ...(root ? { uid: ordinary, gid: ordinary } : {}),
    });
    expect(JSON.parse(said)).toEqual({ own: expect.arrayContaining(['UTF-8']) as unknown, other: 'not allowed' });
  });
});
