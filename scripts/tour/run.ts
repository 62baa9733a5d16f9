import { parseArgs } from 'node:util';
import { runMain } from '../prepare/say.mjs';
import { tour } from './tour.ts';

runMain(() => {
  const options = { persona: { type: 'string' }, personas: { type: 'string' }, tpps: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  return tour(values);
});
