import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentPaths } from '../../src/content-paths.ts';
import { isOverLimit, parseDecisionLimits, readDecisionLimits } from '../../src/payments/index.ts';
import { money } from '../../src/shared/money.ts';

const alone = { collector: { IDR: 1000, JPY: 500, KWD: 2 }, supervisor: 'unlimited', admin: 'unlimited' };

describe('the limits of deciding alone', () => {
  it('are shipped: collectors up to Rp25,000,000 and $2,000, supervisors without limit', () => {
    const limits = readDecisionLimits(join(contentPaths().dialogsDir, 'policies', 'decisions.yml'));
    expect(limits.alone('collector', 'IDR')).toEqual(money(2_500_000_000, 'IDR'));
    expect(limits.alone('collector', 'USD')).toEqual(money(200_000, 'USD'));
    expect(limits.alone('collector', 'SGD')).toEqual(money(0, 'SGD'));
    expect(limits.alone('supervisor', 'SGD')).toBeNull();
    expect(limits.alone('admin', 'IDR')).toBeNull();
    expect(limits.alone('auditor', 'IDR')).toEqual(money(0, 'IDR'));
  });

  it('count whole units of each currency, and the limit itself is within', () => {
    const limits = parseDecisionLimits({ version: 1, alone });
    expect(limits.alone('collector', 'JPY')).toEqual(money(500, 'JPY'));
    expect(limits.alone('collector', 'KWD')).toEqual(money(2000, 'KWD'));
    const limit = limits.alone('collector', 'IDR');
    expect(isOverLimit(money(100_000, 'IDR'), limit)).toBe(false);
    expect(isOverLimit(money(100_001, 'IDR'), limit)).toBe(true);
    expect(isOverLimit(money(1, 'IDR'), null)).toBe(false);
  });

  it.each([
    [
      'a role that is missing',
      { version: 1, alone: { collector: { IDR: 1 }, admin: 'unlimited' } },
      'alone.supervisor',
    ],
    ['a word of its own', { version: 1, alone: { ...alone, admin: 'none' } }, 'alone.admin'],
    ['a fraction', { version: 1, alone: { ...alone, collector: { IDR: 1.5 } } }, 'alone.collector'],
    [
      'a currency in small letters',
      { version: 1, alone: { ...alone, collector: { idr: 1 } } },
      'alone.collector',
    ],
    ['a rule nobody knows', { version: 1, alone, creditors: {} }, 'creditors'],
    ['nothing at all', null, 'decisions.yml'],
  ])('refuse %s, and say where', (_name, data, where) => {
    expect(() => parseDecisionLimits(data)).toThrow(where);
  });
});
