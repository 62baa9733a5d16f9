import { describe, expect, it } from 'vitest';
import { en } from '../../../src-renderer/i18n/en.ts';
import { pinSteps } from '../../../src-renderer/screens/inquiry-pin/pin-steps.ts';

describe('what to do about a refused 照会用暗証番号', () => {
  const said = (code: 'pin.wrong' | 'pin.locked' | 'pin.none-on-file', open: number, skip: boolean): string =>
    pinSteps(code, en.failures[code], { open, skip })
      .map(([action]) => action)
      .join(' ');

  it('names going on without the account only where the server allows it', () => {
    expect(said('pin.wrong', 1, true)).toContain('go on without');
    expect(said('pin.wrong', 1, false)).not.toContain('go on without');
    expect(said('pin.wrong', 1, false)).toContain('enter it again');
  });

  it.each(['pin.locked', 'pin.none-on-file'] as const)('%s names other accounts only while there is one', (code) => {
    expect(said(code, 1, false)).toContain('other account');
    for (const skip of [true, false]) {
      expect(said(code, 0, skip)).not.toContain('other account');
      expect(said(code, 0, skip)).toMatch(/your branch/i);
    }
    expect(said(code, 0, false)).toContain("start again from the provider's screen");
  });
});
