/**
 * Progress for people goes to standard error, so that standard output stays free for results a program reads.
 * @param {string} text
 */
export const say = (text) => {
  process.stderr.write(`${text}\n`);
};

/** Something a person has to do first; told in one line and without a stack. */
export class Obstacle extends Error {}

/**
 * Runs a script's main part and ends the process with the status it answers; 1 after an obstacle or an error. What was
 * written comes out first, and nothing that is still open keeps the process alive.
 * @param {() => Promise<number>} main
 */
export const runMain = (main) => {
  /** @param {number} status */
  const end = (status) => {
    process.stdout.write('', () => process.exit(status));
  };
  main().then(end, (/** @type {unknown} */ error) => {
    say(error instanceof Obstacle ? error.message : error instanceof Error ? String(error.stack) : String(error));
    end(1);
  });
};
