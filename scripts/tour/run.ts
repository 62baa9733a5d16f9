import { parseArgs } from 'node:util';
import { runMain } from '../prepare/say.mjs';
import { tour } from './tour.ts';

runMain(() => {
  const { values } = parseArgs({ options: { persona: { type: 'string' }, personas: { type: 'string' } } });
  return tour(values);
});
