import { lookInto, lookIntoOwn } from './memory-search.ts';
import { needlesFor } from './traces.ts';

/** Looks as whoever it is started as: into a process of its own that holds the text, and into the one that is named. */
const [, , text = '', pid = '0'] = process.argv;
const needles = needlesFor(text);
process.stdout.write(JSON.stringify({ own: await lookIntoOwn(text, needles), other: lookInto(Number(pid), needles) }));
