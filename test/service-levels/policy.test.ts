import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DISPUTE_REASONS } from '../../src/disputes/index.ts';
import {
  addBusinessMinutes,
  holidayWarnings,
  isOpen,
  parseServicePolicy,
  readServicePolicy,
} from '../../src/service-levels/index.ts';
import { ExpectedError } from '../../src/shared/errors.ts';
import { projectRoot } from '../../src/shared/project-root.ts';

const DIR = join(projectRoot(), 'dialogs', 'policies');
const shipped = readServicePolicy(DIR);
const file = () => parse(readFileSync(join(DIR, 'service_levels.yml'), 'utf8'));
const calendar = () => parse(readFileSync(join(DIR, 'holidays', 'ID-2026.yml'), 'utf8'));
const contoh = { slug: 'contoh', timeZone: 'Asia/Jakarta', country: 'ID' };
const jakarta = (time: string) => Date.parse(`${time}+07:00`);

function faultsOf(data: unknown, holidays: Record<string, unknown> = {}): readonly string[] {
  try {
    parseServicePolicy(data, holidays);
  } catch (error) {
    expect(error).toBeInstanceOf(ExpectedError);
    expect((error as ExpectedError).code).toBe('service_levels');
    return (error as ExpectedError).lines;
  }
  throw new Error('it was accepted');
}

describe('the shipped policy', () => {
  it('works on weekdays from eight to five, not on holidays nor joint leave', () => {
    const hours = shipped.hoursOf(contoh);
    expect(isOpen(hours, jakarta('2026-03-11T16:59'))).toBe(true);
    expect(isOpen(hours, jakarta('2026-03-11T17:00'))).toBe(false);
    expect(isOpen(hours, jakarta('2026-03-14T10:00'))).toBe(false);
    expect(isOpen(hours, jakarta('2026-08-17T10:00'))).toBe(false);
    expect(isOpen(hours, jakarta('2026-12-24T10:00'))).toBe(false);
    // From Tuesday to after Idul Fitri.
    expect(addBusinessMinutes(hours, jakarta('2026-03-17T16:30'), 60)).toBe(jakarta('2026-03-25T08:30'));
  });

  it('counts no holidays for another country', () => {
    expect(isOpen(shipped.hoursOf({ ...contoh, country: 'SG' }), jakarta('2026-08-17T10:00'))).toBe(true);
  });

  it('says how soon by reason, and by category of dispute', () => {
    expect(shipped.targetsOf('contoh', 'asked')).toEqual({
      firstAnswer: 30,
      nextAnswer: 60,
      resolution: 1080,
    });
    expect(shipped.targetsOf('contoh', 'locked')).toEqual({
      firstAnswer: 15,
      nextAnswer: 60,
      resolution: 1080,
    });
    expect(shipped.disputeMinutes('contoh', 'already_paid')).toBe(1080);
    expect(shipped.disputeMinutes('contoh', 'never_heard_of')).toBe(2700);
    for (const reason of Object.keys(file().disputes)) {
      expect(['default', ...DISPUTE_REASONS]).toContain(reason);
    }
  });

  it('knows the holidays of 2026 and tells which it does not know', () => {
    expect(holidayWarnings(shipped, jakarta('2026-11-21T10:00'))).toEqual([]);
    expect(holidayWarnings(shipped, jakarta('2026-12-20T10:00'))).toEqual([
      'dialogs/policies/holidays/ID-2027.yml: there is no such file; no holidays are counted for ID in 2027.',
    ]);
    expect(holidayWarnings(shipped, jakarta('2026-11-21T10:00'), ['ID', 'SG'])).toHaveLength(1);
  });
});

describe('a creditor of its own ways', () => {
  const policy = parseServicePolicy(
    {
      ...file(),
      creditors: {
        acme: {
          hours: { mon: ['13:00-16:00', '07:30-12:00'], sat: ['08:00-24:00'] },
          holidays: { joint_leave: 'open', also_closed: ['2026-11-23'], open_anyway: ['2026-08-17'] },
          targets: { default: { first_answer: '10m' }, reasons: { hardship: { resolution: '90h' } } },
          disputes: { wrong_amount: '9h' },
        },
      },
    },
    { 'ID-2026.yml': calendar() },
  );
  const acme = policy.hoursOf({ ...contoh, slug: 'acme' });

  it('has its own hours and holidays', () => {
    expect(isOpen(acme, jakarta('2026-11-16T12:30'))).toBe(false);
    expect(isOpen(acme, jakarta('2026-11-16T13:00'))).toBe(true);
    expect(isOpen(acme, jakarta('2026-11-23T10:00'))).toBe(false);
    expect(isOpen(acme, jakarta('2026-08-17T10:00'))).toBe(true);
    expect(isOpen(acme, jakarta('2026-03-23T10:00'))).toBe(true);
    expect(isOpen(acme, jakarta('2026-11-21T23:59'))).toBe(true);
    expect(isOpen(policy.hoursOf(contoh), jakarta('2026-11-23T10:00'))).toBe(true);
  });

  it('has its own targets, and the general ones where it says nothing', () => {
    expect(policy.targetsOf('acme', 'hardship')).toEqual({
      firstAnswer: 10,
      nextAnswer: 60,
      resolution: 5400,
    });
    expect(policy.targetsOf('contoh', 'hardship').firstAnswer).toBe(60);
    expect(policy.disputeMinutes('acme', 'wrong_amount')).toBe(540);
    expect(policy.disputeMinutes('acme', 'other')).toBe(2700);
  });
});

describe('a policy with mistakes', () => {
  it('is refused with every one of them', () => {
    const wrong = file();
    wrong.version = 2;
    wrong.hours.mon = ['08:00-12:00', '11:00-17:00'];
    wrong.hours.tue = ['17:00-08:00'];
    wrong.targets.default.first_answer = '30';
    wrong.priority.reference_units.XXQ = 1;
    wrong.surprise = true;
    wrong.creditors = { acme: { holidays: { also_closed: ['2026-02-30'] } } };
    const faults = faultsOf(wrong, {
      'ID-2026.yml': { ...calendar(), country: 'indonesia' },
      'SG-2026.yml': { ...calendar(), country: 'SG', year: 2027 },
    });
    for (const words of [
      'service_levels.yml: version:',
      'hours.mon: spans of a day must not touch or overlap',
      'hours.tue.0: "17:00-08:00": expected a span of one day such as 08:00-17:00',
      'targets.default.first_answer: "30": expected business minutes or hours such as 30m or 4h',
      'priority.reference_units.XXQ',
      'surprise',
      'creditors.acme.holidays.also_closed.0: expected an existing day',
      'ID-2026.yml: country: expected an ISO 3166-1 code such as ID',
      'SG-2026.yml: holds SG 2027; expected the name SG-2027.yml',
      'SG-2026.yml: 2026-01-01: expected a day of 2027',
    ]) {
      expect(faults.join('\n')).toContain(words);
    }
  });

  it('must be open at some time and name a default for disputes', () => {
    expect(faultsOf({ ...file(), hours: {} })[0]).toContain('open on at least one day');
    expect(faultsOf({ ...file(), disputes: { other: '9h' } })[0]).toContain('needs a "default"');
  });
});
