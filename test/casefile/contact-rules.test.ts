import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseContactRules, readContactRules, shippedContactRules } from '../../src/casefile/index.ts';
import { projectRoot } from '../../src/shared/project-root.ts';

const file = join(projectRoot(), 'dialogs/policies/contact_rules.yml');
const data = () => parse(readFileSync(file, 'utf8'));
const with_ = (creditors: Record<string, string>) => parseContactRules({ ...data(), creditors });

describe('the shipped contact rules', () => {
  it('are read, and bind everybody by the strictest sensible ones', () => {
    const profile = readContactRules(file).of('anybody');
    expect(profile).toEqual(shippedContactRules().of('another'));
    expect(profile.caps).toEqual({ day: 1, week: 3, month: 10 });
    expect(profile.week[0]).toBeNull();
    expect(profile.week[1]).toEqual({ from: 480, to: 1200 });
    expect(profile.holidays).toBeNull();
    expect(profile.name).toMatch(/^default 20\d\d-\d\d$/);
    expect(profile.evidence).toBe('proposal');
  });

  it('say of each profile where it comes from, and take unstated caps from the default', () => {
    const rules = with_({
      bank: 'indonesia_financial',
      vn: 'vietnam_finance',
      au: 'australia',
      th: 'thailand',
    });
    expect(rules.of('bank')).toMatchObject({
      source: expect.stringContaining('POJK 22/2023'),
      evidence: 'secondary',
      caps: { day: 1, week: 3, month: 10 },
      holidays: null,
    });
    expect(rules.of('vn')).toMatchObject({ caps: { day: 5, week: 3, month: 10 }, holidays: 'as_weekday' });
    expect(rules.of('th').holidays).toEqual({ from: 480, to: 1080 });
    expect(rules.of('au')).toMatchObject({ evidence: 'regulator', caps: { day: 1, week: 3, month: 10 } });
    expect(rules.of('somebody else').name).toMatch(/^default /);
  });
});

describe('contact rules that are wrong', () => {
  const faults = (change: (rules: ReturnType<typeof data>) => void): string => {
    const rules = data();
    change(rules);
    try {
      parseContactRules(rules);
      return '';
    } catch (error) {
      return String((error as Error).message);
    }
  };

  it('are refused with the place and what was expected', () => {
    expect(faults((rules) => (rules.default.hours.mon = '8-20'))).toContain(
      'default.hours.mon: "8-20": expected closed, or hours such as 08:00-20:00',
    );
    expect(faults((rules) => (rules.profiles.thailand.hours.sat = '18:00-08:00'))).toContain(
      'profiles.thailand.hours.sat',
    );
    expect(faults((rules) => (rules.creditors = { acme: 'atlantis' }))).toContain(
      'creditors.acme: there is no profile "atlantis"',
    );
    expect(faults((rules) => delete rules.default.caps.week)).toContain('default.caps.week');
    expect(faults((rules) => (rules.surprise = true))).toContain('surprise');
    expect(faults((rules) => delete rules.profiles.australia.source)).toContain('profiles.australia.source');
    const closed = {
      mon: 'closed',
      tue: 'closed',
      wed: 'closed',
      thu: 'closed',
      fri: 'closed',
      sat: 'closed',
    };
    expect(faults((rules) => Object.assign(rules.default.hours, closed))).toContain('at least one day');
    expect(() => parseContactRules(null)).toThrow('contact_rules.yml');
  });
});
