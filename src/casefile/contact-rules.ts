import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ExpectedError } from '../shared/errors.ts';
import { projectRoot } from '../shared/project-root.ts';

const FILE = 'dialogs/policies/contact_rules.yml';

/** Minutes since midnight on the debtor's wall; `to` is the first minute that is closed again. */
export interface Hours {
  from: number;
  to: number;
}

/** Contacts begun by us at most: on one day, in the last 7 and in the last 30 days, today included. */
export interface Caps {
  day: number;
  week: number;
  month: number;
}

export interface ContactProfile {
  /** Name and revision, as shown to a collector. */
  name: string;
  source: string;
  evidence: 'regulator' | 'secondary' | 'proposal';
  /** Sunday first; null for a day on which nobody is spoken to first. */
  week: readonly (Hours | null)[];
  /** 'as_weekday': holidays are days like others. */
  holidays: Hours | null | 'as_weekday';
  caps: Caps;
}

/** The profile that binds a creditor, by slug. */
export interface ContactRules {
  of(creditorSlug: string): ContactProfile;
}

const hours = z.string().transform((text, context): Hours | null => {
  if (text === 'closed') return null;
  const parts = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(text)?.slice(1).map(Number);
  const from = parts ? parts[0]! * 60 + parts[1]! : Number.NaN;
  const to = parts ? parts[2]! * 60 + parts[3]! : Number.NaN;
  if (from < to && to <= 1440) return { from, to };
  context.addIssue({ code: 'custom', message: `"${text}": expected closed, or hours such as 08:00-20:00` });
  return z.NEVER;
});
const cap = z.int().min(1).max(1000);
const caps = z.strictObject({ day: cap, week: cap, month: cap });

const profile = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 code such as ID')
    .optional(),
  binds: z.string().min(1),
  source: z.string().min(1),
  evidence: z.enum(['regulator', 'secondary', 'proposal']),
  hours: z.strictObject({
    mon: hours,
    tue: hours,
    wed: hours,
    thu: hours,
    fri: hours,
    sat: hours,
    sun: hours,
    holidays: z.union([z.literal('as_weekday'), hours]),
  }),
  caps: caps.partial().default({}),
});

const schema = z
  .strictObject({
    version: z.literal(1),
    revision: z.string().min(1),
    default: profile.extend({ caps }),
    profiles: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected a word such as thailand'), profile),
    creditors: z.record(z.string(), z.string()),
  })
  .superRefine(({ profiles, creditors }, context) => {
    for (const [slug, name] of Object.entries(creditors)) {
      if (Object.hasOwn(profiles, name)) continue;
      const message = `there is no profile "${name}"`;
      context.addIssue({ code: 'custom', path: ['creditors', slug], message });
    }
  })
  .superRefine((file, context) => {
    for (const [name, one] of [['default', file.default], ...Object.entries(file.profiles)] as const) {
      const { holidays: _, ...week } = one.hours;
      if (Object.values(week).some((day) => day !== null)) continue;
      const message = 'must leave at least one day of the week open';
      context.addIssue({ code: 'custom', path: [name, 'hours'], message });
    }
  });

/** Reads and checks `dialogs/policies/contact_rules.yml`. */
export function readContactRules(file: string): ContactRules {
  return parseContactRules(parse(readFileSync(file, 'utf8')));
}

/**
 * Checks contact rules already parsed from YAML. Throws ExpectedError `contact_rules` that lists
 * everything wrong with them.
 */
export function parseContactRules(data: unknown): ContactRules {
  const parsed = schema.safeParse(data);
  if (!parsed.success) {
    throw new ExpectedError(
      'contact_rules',
      parsed.error.issues.map((issue) => `${FILE}: ${issue.path.join('.')}: ${issue.message}`),
    );
  }
  const { revision, profiles, creditors } = parsed.data;
  const fallback = parsed.data.default;
  const made = (name: string, one: z.infer<typeof profile>): ContactProfile => {
    const { mon, tue, wed, thu, fri, sat, sun, holidays } = one.hours;
    return {
      name: `${name} ${revision}`,
      source: one.source,
      evidence: one.evidence,
      week: [sun, mon, tue, wed, thu, fri, sat],
      holidays,
      caps: { ...fallback.caps, ...one.caps },
    };
  };
  const standard = made('default', fallback);
  const named = new Map(Object.entries(profiles).map(([name, one]) => [name, made(name, one)]));
  return { of: (slug) => named.get(creditors[slug] ?? '') ?? standard };
}

let shipped: ContactRules | undefined;

/** The rules that come with the code, read once. */
export function shippedContactRules(): ContactRules {
  shipped ??= readContactRules(join(projectRoot(), FILE));
  return shipped;
}
