/** One thing wrong in a file a tester wrote. Lines and columns count from 1. */
export type FileProblem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** As in `accounts[2].pin`; empty for the file as a whole. */
  readonly field: string;
  readonly what: string;
};

export const describeProblem = ({ file, line, column, field, what }: FileProblem): string =>
  `${file}:${String(line)}:${String(column)}: ${field === '' ? '' : `${field}: `}${what}`;

/** Files that cannot be used. Nothing of any of them was. */
export class FileProblems extends Error {
  override readonly name = 'FileProblems';
  readonly problems: readonly FileProblem[];

  constructor(problems: readonly FileProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.problems = problems;
  }
}
