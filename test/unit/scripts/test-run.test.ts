import { describe, expect, it } from 'vitest';
import { checkNames, planOf, projectNames } from '../../../scripts/test/plan.ts';
import { add, closingLine, emptyTally, oneFailed, onePassed } from '../../../scripts/test/tally.ts';

describe('what npm test runs', () => {
  it('is everything without a word', () => {
    expect(planOf([])).toEqual({ checks: checkNames, projects: projectNames, rest: [] });
  });

  it('is what was named', () => {
    expect(planOf(['unit', 'lint'])).toEqual({ checks: ['lint'], projects: ['unit'], rest: [] });
    expect(planOf(['types'])).toEqual({ checks: ['types'], projects: [], rest: [] });
  });

  it('looks for other words in the names of files', () => {
    expect(planOf(['keypad'])).toEqual({ checks: [], projects: projectNames, rest: ['keypad'] });
    expect(planOf(['unit', 'keypad'])).toEqual({ checks: [], projects: ['unit'], rest: ['keypad'] });
  });
});

describe('the closing line', () => {
  it('counts over all runs', () => {
    const skipped = { ...emptyTally, skipped: ['token: no SoftHSM here'] };
    const tally = [onePassed, onePassed, oneFailed('lint'), skipped].reduce(add, emptyTally);
    expect(closingLine(tally)).toBe('2 passed, 1 failed, 1 skipped');
    expect(tally.failed).toEqual(['lint']);
  });
});
