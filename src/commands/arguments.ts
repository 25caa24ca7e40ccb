import { InvalidArgumentError } from 'commander';
import { ExpectedError } from '../shared/errors.ts';

/** A positive whole number of the command line; for use as an argument's parser, whose errors are printed. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('expected a whole number such as 12.');
  return Number(text);
}

/** What a command says to the slug of a creditor that is not on file. */
export function unknownCreditor(slug: string): ExpectedError {
  return new ExpectedError(
    'unknown_creditor',
    `There is no creditor "${slug}"; "sapa creditors list" shows them.`,
  );
}
