import { expect, it } from 'vitest';
import { startLine } from '../../../src-main/tester/start-line.ts';

it('the line that starts the app as somebody names what this world was started with, in quotation marks where it must', () => {
  const line = (folders: Record<string, string | null>): string =>
    startLine('renkei --mock', { persona: 'token-eiko', ...folders });
  expect(line({ personas: null, tpps: null })).toBe('renkei --mock --persona=token-eiko');
  expect(line({ personas: '/srv/people', tpps: 'C:\\my files\\tpps' })).toBe(
    'renkei --mock --persona=token-eiko --personas=/srv/people --tpps="C:\\my files\\tpps"',
  );
});
