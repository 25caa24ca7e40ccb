import { isFree, type Scan, span, take } from './scan.ts';

/** Six digits in groups: "482 913", "48 29 13", "4 8 2 9 1 3". Unbroken and dashed ones are read elsewhere. */
const SPACED = /(?<![\p{N}.,/-] ?)(?:\d{3} \d{3}|\d{2} \d{2} \d{2}|\d(?: \d){5})(?! ?\d|[\p{N}.,/-]\d)/gu;

export function readSpacedCodes(scan: Scan): void {
  for (const match of scan.text.matchAll(SPACED)) {
    const end = match.index + match[0].length;
    if (!isFree(scan, match.index, end)) continue;
    scan.found.push({ type: 'code', digits: match[0].replace(/ /g, ''), ...span(scan, match.index, end) });
    take(scan, match.index, end);
  }
}
