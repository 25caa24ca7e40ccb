import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ExpectedError } from '../../shared/errors.ts';

const share = z.number().min(0).max(1);
const schema = z
  .object({
    /** Act when the best intent is at least this likely … */
    act: share,
    /** … and ahead of the second by this much. */
    margin: share,
    /** Ask which was meant when it is at least this likely; below, say so. */
    clarify: share,
  })
  .strict()
  .refine((policy) => policy.clarify <= policy.act, { message: 'clarify must not be above act' });

export type UnderstandingPolicy = z.infer<typeof schema>;

/** Reads and checks `dialogs/policies/understanding.yml`; an ExpectedError says what is wrong in it. */
export function readUnderstandingPolicy(file: string): UnderstandingPolicy {
  const checked = schema.safeParse(parse(readFileSync(file, 'utf8')));
  if (checked.success) return checked.data;
  throw new ExpectedError(
    'understanding_policy_invalid',
    checked.error.issues.map((issue) => `${file}: ${issue.path.join('.') || '(top)'}: ${issue.message}`),
  );
}

/** What to do with a ranking, best first. */
export function decide(
  policy: UnderstandingPolicy,
  best: number,
  second: number,
): 'act' | 'clarify' | 'reject' {
  if (best >= policy.act && best - second >= policy.margin) return 'act';
  return best >= policy.clarify ? 'clarify' : 'reject';
}
