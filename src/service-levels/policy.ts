import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { type CalendarDate, dateInZone } from '../shared/calendar.ts';
import { ExpectedError } from '../shared/errors.ts';
import { minorDigits } from '../shared/money.ts';
import type { BusinessHours } from './business-hours.ts';
import {
  type CreditorFile,
  type HolidaysFile,
  holidaysSchema,
  type PolicyFile,
  policySchema,
} from './policy-schema.ts';

/** What the policy needs to know of a creditor. */
export interface CreditorFacts {
  slug: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

/** How soon, in minutes of open time. */
export interface Targets {
  firstAnswer: number;
  nextAnswer: number;
  resolution: number;
}

/** `dialogs/policies/service_levels.yml` with the holidays, checked. */
export interface ServicePolicy {
  hoursOf(creditor: CreditorFacts): BusinessHours;
  targetsOf(creditorSlug: string, reason: string): Targets;
  /** Minutes of open time to decide a dispute of this category. */
  disputeMinutes(creditorSlug: string, reason: string): number;
  /** Minutes of open time beyond what was expected, after which a wait is too long. */
  readonly tooLongMinutes: number;
  /** After somebody has answered on the firm's own phone the bot keeps silent so long (ms, day and night alike). */
  readonly phonePauseMs: number;
  weightOf(reason: string): number;
  /** An amount as a plain number to order by, at least the constant that stands for "none". */
  stakeOf(amountMinor: number | null, currency: string | null): number;
  /** Reasons of handoffs the policy names, in its order. */
  readonly reasons: readonly string[];
  /** Country whose calendar this creditor follows, and whether its holidays of `year` are known. */
  countryOf(creditor: Pick<CreditorFacts, 'slug' | 'country'>): string;
  knowsHolidays(country: string, year: number): boolean;
  /** Countries with any calendar. */
  readonly countries: readonly string[];
}

const POLICY = 'dialogs/policies/service_levels.yml';
const HOLIDAYS = 'dialogs/policies/holidays';

/**
 * Reads and checks `service_levels.yml` and `holidays/*.yml` in `policiesDir`. Throws ExpectedError
 * `service_levels` that lists everything wrong with them.
 */
export function readServicePolicy(policiesDir: string): ServicePolicy {
  const holidaysDir = join(policiesDir, 'holidays');
  const names = existsSync(holidaysDir)
    ? readdirSync(holidaysDir)
        .filter((name) => name.endsWith('.yml'))
        .sort()
    : [];
  return parseServicePolicy(
    parse(readFileSync(join(policiesDir, 'service_levels.yml'), 'utf8')),
    Object.fromEntries(names.map((name) => [name, parse(readFileSync(join(holidaysDir, name), 'utf8'))])),
  );
}

/** The same for what was already parsed from YAML; `holidays` by file name. */
export function parseServicePolicy(data: unknown, holidays: Record<string, unknown> = {}): ServicePolicy {
  const faults: string[] = [];
  const policy = checked(policySchema, data, POLICY, faults);
  const calendars: HolidaysFile[] = [];
  for (const [name, content] of Object.entries(holidays)) {
    const calendar = checked(holidaysSchema, content, `${HOLIDAYS}/${name}`, faults);
    if (!calendar) continue;
    faults.push(...misplaced(name, calendar));
    calendars.push(calendar);
  }
  if (!policy || faults.length > 0) throw new ExpectedError('service_levels', faults);
  return makePolicy(policy, calendars);
}

function checked<T>(schema: z.ZodType<T>, data: unknown, file: string, faults: string[]): T | undefined {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  faults.push(...parsed.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`));
  return undefined;
}

function misplaced(name: string, { country, year, holidays, joint_leave }: HolidaysFile): string[] {
  const faults = [];
  const due = `${country}-${year}.yml`;
  if (name !== due) faults.push(`${HOLIDAYS}/${name}: holds ${country} ${year}; expected the name ${due}`);
  for (const day of [...Object.keys(holidays), ...Object.keys(joint_leave)]) {
    if (!day.startsWith(`${year}-`)) faults.push(`${HOLIDAYS}/${name}: ${day}: expected a day of ${year}`);
  }
  return faults;
}

function makePolicy(file: PolicyFile, calendars: readonly HolidaysFile[]): ServicePolicy {
  const { creditors, targets, disputes, priority } = file;
  const hours = new Map<string, BusinessHours>();
  const countryOf: ServicePolicy['countryOf'] = ({ slug, country }) =>
    creditors[slug]?.holidays?.country ?? country;
  const units = new Map(
    Object.entries(priority.reference_units).map(([code, major]) => [code, major * 10 ** minorDigits(code)]),
  );
  return {
    hoursOf(creditor) {
      const key = `${creditor.slug} ${creditor.timeZone} ${creditor.country}`;
      let found = hours.get(key);
      if (!found) {
        const own = creditors[creditor.slug];
        const closed = closedDays(file, own, countryOf(creditor), calendars);
        found = {
          timeZone: creditor.timeZone,
          week: own?.hours ?? file.hours,
          isHoliday: (date) => closed.has(date),
        };
        hours.set(key, found);
      }
      return found;
    },
    targetsOf(slug, reason) {
      const own = creditors[slug]?.targets;
      const times = {
        ...targets.default,
        ...targets.reasons[reason],
        ...own?.default,
        ...own?.reasons[reason],
      };
      return {
        firstAnswer: times.first_answer,
        nextAnswer: times.next_answer,
        resolution: times.resolution,
      };
    },
    disputeMinutes(slug, reason) {
      const own = creditors[slug]?.disputes;
      return own?.[reason] ?? own?.default ?? disputes[reason] ?? disputes.default!;
    },
    tooLongMinutes: file.waiting.too_long_after,
    phonePauseMs: file.phone_pause_hours * 3_600_000,
    weightOf: (reason) => priority.reason_weights[reason] ?? priority.reason_weights.default ?? 1,
    stakeOf(amountMinor, currency) {
      const unit = currency === null ? undefined : units.get(currency);
      const stake = unit === undefined || amountMinor === null ? 0 : amountMinor / unit;
      return Math.max(stake, priority.without_amount);
    },
    reasons: [...new Set([...Object.keys(targets.reasons), ...Object.keys(priority.reason_weights)])].filter(
      (reason) => reason !== 'default',
    ),
    countryOf,
    knowsHolidays: (country, year) => calendars.some((one) => one.country === country && one.year === year),
    countries: [...new Set(calendars.map((one) => one.country))],
  };
}

function closedDays(
  file: PolicyFile,
  own: CreditorFile | undefined,
  country: string,
  calendars: readonly HolidaysFile[],
): Set<CalendarDate> {
  const jointLeave = own?.holidays?.joint_leave ?? file.holidays.joint_leave;
  const closed = new Set<CalendarDate>(own?.holidays?.also_closed);
  for (const calendar of calendars) {
    if (calendar.country !== country) continue;
    for (const day of Object.keys(calendar.holidays)) closed.add(day);
    if (jointLeave === 'closed') for (const day of Object.keys(calendar.joint_leave)) closed.add(day);
  }
  for (const day of own?.holidays?.open_anyway ?? []) closed.delete(day);
  return closed;
}

/** Due times reach into the next year some weeks before it begins. */
const AHEAD_MS = 30 * 86_400_000;

/**
 * A sentence for every country whose holidays of this year (in December: of the next one too) are in no
 * file, for `sapa check` and the log at start. `countries`: of the creditors; left out, those the files name.
 */
export function holidayWarnings(
  policy: ServicePolicy,
  now: number,
  countries: readonly string[] = policy.countries,
): string[] {
  const years = new Set([now, now + AHEAD_MS].map((at) => Number(dateInZone(at, 'UTC').slice(0, 4))));
  return [...new Set(countries)].flatMap((country) =>
    [...years]
      .filter((year) => !policy.knowsHolidays(country, year))
      .map(
        (year) =>
          `${HOLIDAYS}/${country}-${year}.yml: there is no such file; no holidays are counted for ${country} in ${year}.`,
      ),
  );
}
