/** What a command line takes as one word without quotation marks. */
const plainWord = /^[\w./:\\-]+$/;

/**
 * The line that starts the app as somebody, with the folders of this world: with others, its people would be gone from it. An option that is
 * `null` is left out.
 */
export const startLine = (program: string, options: Readonly<Record<string, string | null>>): string =>
  [
    program,
    ...Object.entries(options).flatMap(([name, value]) =>
      value === null ? [] : [`--${name}=${plainWord.test(value) ? value : `"${value}"`}`],
    ),
  ].join(' ');
