/** The server's only source of time. A test or a tester's world brings its own. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/**
 * What others sign and send is judged by the machine's time, also where a tester has moved the server's: the OAuth library cannot be
 * told another one, and the TPPs of a tester's world live by the machine's time, too. In a bank's server both are the same.
 */
export const signedTime: Clock = systemClock;
