import { InvalidArgumentError } from 'commander';

/** A positive whole number of the command line. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('expected a whole number such as 12.');
  return Number(text);
}
