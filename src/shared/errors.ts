/**
 * An expected failure that ends in words for a person: wrong input, missing configuration, a refused
 * file. Bugs stay ordinary errors. `lines` are complete sentences: what was wrong, what was expected.
 */
export class ExpectedError extends Error {
  readonly code: string;
  readonly lines: readonly string[];
  constructor(code: string, lines: string | readonly string[]) {
    const all = typeof lines === 'string' ? [lines] : lines;
    super(all.join('\n'));
    this.name = 'ExpectedError';
    this.code = code;
    this.lines = all;
  }
}

/** For the end of a switch: a compile error when a case is missing, a bug at run time. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
