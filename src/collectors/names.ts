/** Control characters and those that turn the direction of text; and what could be taken for markup. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>]/u;

export const NAME_LENGTHS = { name: 100, firstName: 40, teamName: 80 } as const;

/** What is wrong with a name of a person or team, in words; undefined when nothing is. */
export function nameProblem(text: string, kind: keyof typeof NAME_LENGTHS): string | undefined {
  const length = text.trim().length;
  const max = NAME_LENGTHS[kind];
  if (length === 0 || length > max) return `expected 1 to ${max} characters`;
  return UNPRINTABLE.test(text) ? 'expected a name without control characters, < and >' : undefined;
}

/** What is wrong with an e-mail to sign in with; mail itself decides whether it exists. */
export function emailProblem(text: string): string | undefined {
  if (text.length <= 254 && /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;.]+$/.test(text.trim()))
    return undefined;
  return 'expected an e-mail address such as ayu@example.com';
}
