/**
 * Runs a build as one for production, whatever this process was started for: vitest sets NODE_ENV to `test`, and from that vite takes
 * React's development build, which is another app and several times slower.
 */
export const asProduction = async <T>(build: () => Promise<T>): Promise<T> => {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    return await build();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
};
