/** The server's only source of time. A test or a tester's world brings its own. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };
