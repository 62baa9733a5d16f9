import type { Persona } from '../persona.ts';
import type { CheckTogether } from './read-folder.ts';

/** A link names a provider the bank has. */
export const checkLinks =
  (tpps: readonly string[]): CheckTogether<Persona> =>
  (read) =>
    read.flatMap(({ file, value }) =>
      value.links.flatMap(({ tpp }, at) =>
        tpps.includes(tpp)
          ? []
          : [file.problemAt(['links', at, 'tpp'], `no such provider; there are: ${tpps.join(', ')}`)],
      ),
    );
