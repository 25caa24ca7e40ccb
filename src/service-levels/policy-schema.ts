import { z } from 'zod';
import { isCalendarDate } from '../shared/calendar.ts';
import { isKnownCurrency } from '../shared/currencies.ts';
import type { Span } from './business-hours.ts';

const DAY_MINUTES = 1440;
const LONGEST_TARGET_MINUTES = 60 * 24 * 60;

/** `08:00-17:00`; `24:00` is midnight at the end of the day. */
const span = z.string().transform((text, context): Span => {
  const parts = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(text)?.slice(1).map(Number);
  const from = parts ? parts[0]! * 60 + parts[1]! : Number.NaN;
  const to = parts ? parts[2]! * 60 + parts[3]! : Number.NaN;
  if (from < to && to <= DAY_MINUTES) return { from, to };
  context.addIssue({ code: 'custom', message: `"${text}": expected a span of one day such as 08:00-17:00` });
  return z.NEVER;
});

const day = z
  .array(span)
  .transform((spans) => [...spans].sort((a, b) => a.from - b.from))
  .refine(
    (spans) => spans.every((one, i) => i === 0 || spans[i - 1]!.to < one.from),
    'spans of a day must not touch or overlap',
  );

/** A weekday left out is closed. */
export const weekSchema = z
  .strictObject({
    mon: day.default([]),
    tue: day.default([]),
    wed: day.default([]),
    thu: day.default([]),
    fri: day.default([]),
    sat: day.default([]),
    sun: day.default([]),
  })
  .transform(({ mon, tue, wed, thu, fri, sat, sun }) => [sun, mon, tue, wed, thu, fri, sat])
  .refine((week) => week.some((spans) => spans.length > 0), 'must be open on at least one day of the week');

/** `30m`, `4h`, in minutes of open time. */
export const businessTime = z.string().transform((text, context): number => {
  const parts = /^(\d{1,6})([mh])$/.exec(text);
  const minutes = parts ? Number(parts[1]) * (parts[2] === 'h' ? 60 : 1) : 0;
  if (minutes > 0 && minutes <= LONGEST_TARGET_MINUTES) return minutes;
  context.addIssue({
    code: 'custom',
    message: `"${text}": expected business minutes or hours such as 30m or 4h, ${LONGEST_TARGET_MINUTES / 60}h at most`,
  });
  return z.NEVER;
});

export const date = z.string().refine(isCalendarDate, 'expected an existing day, YYYY-MM-DD');
export const country = z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 code such as ID');
const reason = z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected one word such as not_understood');
const slug = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'expected the slug of a creditor');
const currency = z.string().refine(isKnownCurrency, 'expected an ISO 4217 code such as IDR');
const factor = z.number().positive().max(1000);

const handoffTimes = z.strictObject({
  first_answer: businessTime,
  next_answer: businessTime,
  resolution: businessTime,
});
const someTimes = handoffTimes.partial();

const creditor = z.strictObject({
  hours: weekSchema.optional(),
  holidays: z
    .strictObject({
      country: country.optional(),
      joint_leave: z.enum(['closed', 'open']).optional(),
      also_closed: z.array(date).default([]),
      open_anyway: z.array(date).default([]),
    })
    .optional(),
  targets: z
    .strictObject({ default: someTimes.default({}), reasons: z.record(reason, someTimes).default({}) })
    .optional(),
  disputes: z.record(reason, businessTime).optional(),
});

/** `dialogs/policies/service_levels.yml`, version 1. */
export const policySchema = z.strictObject({
  version: z.literal(1),
  hours: weekSchema,
  holidays: z.strictObject({ joint_leave: z.enum(['closed', 'open']) }),
  targets: z.strictObject({ default: handoffTimes, reasons: z.record(reason, someTimes) }),
  disputes: z
    .record(reason, businessTime)
    .refine((times) => times.default !== undefined, 'needs a "default"'),
  waiting: z.strictObject({ too_long_after: businessTime }),
  phone_pause_hours: z.number().positive().max(168).default(4),
  priority: z.strictObject({
    reason_weights: z.record(reason, factor),
    reference_units: z.record(currency, z.number().positive().max(1e12)),
    without_amount: z.number().positive().max(1000),
  }),
  creditors: z.record(slug, creditor),
});

/** `dialogs/policies/holidays/<country>-<year>.yml`, version 1. */
export const holidaysSchema = z.strictObject({
  version: z.literal(1),
  country,
  year: z.int().min(2000).max(2100),
  source: z.string().min(1),
  holidays: z.record(date, z.string().min(1)),
  joint_leave: z.record(date, z.string().min(1)).default({}),
});

export type PolicyFile = z.infer<typeof policySchema>;
export type CreditorFile = PolicyFile['creditors'][string];
export type HolidaysFile = z.infer<typeof holidaysSchema>;
export type HandoffTimes = z.infer<typeof handoffTimes>;
