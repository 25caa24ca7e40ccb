import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readServicePolicy } from '../../src/service-levels/index.ts';
import { priorityAt } from '../../src/service-levels/priority.ts';
import { projectRoot } from '../../src/shared/project-root.ts';

const policy = readServicePolicy(join(projectRoot(), 'dialogs', 'policies'));
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const handoff = { amountMinor: 2_000_000_00, currency: 'IDR', reason: 'asked', createdAt: 1_000_000_000_000 };
const ages = fc.integer({ min: 0, max: 400 * DAY });

describe('priority', () => {
  it('changes every quarter of an hour, then every hour, then every day', () => {
    const nextAfter = (age: number) =>
      priorityAt(policy, handoff, handoff.createdAt + age).nextAt - handoff.createdAt;
    expect(nextAfter(0)).toBe(HOUR / 4);
    expect(nextAfter(4 * HOUR - 1)).toBe(4 * HOUR);
    expect(nextAfter(4 * HOUR)).toBe(5 * HOUR);
    expect(nextAfter(2 * DAY - 1)).toBe(2 * DAY);
    expect(nextAfter(2 * DAY)).toBe(3 * DAY);
  });

  it('never falls with age, and a stored number is right until it says so', () => {
    fc.assert(
      fc.property(ages, ages, (a, b) => {
        const [young, old] = a < b ? [a, b] : [b, a];
        const then = priorityAt(policy, handoff, handoff.createdAt + young);
        const later = priorityAt(policy, handoff, handoff.createdAt + old);
        expect(then.nextAt).toBeGreaterThan(handoff.createdAt + young);
        expect(later.priority).toBeGreaterThanOrEqual(then.priority);
        expect(later.priority === then.priority).toBe(handoff.createdAt + old < then.nextAt);
      }),
    );
  });

  it('orders by age and reason where nobody knows an amount', () => {
    const unknown = { ...handoff, amountMinor: null, currency: null };
    const at = handoff.createdAt + HOUR;
    const of = (more: object) => priorityAt(policy, { ...unknown, ...more }, at).priority;
    expect(of({ createdAt: handoff.createdAt - HOUR })).toBeGreaterThan(of({}));
    expect(of({ reason: 'system_error' })).toBeGreaterThan(of({ reason: 'abusive' }));
    expect(of({ reason: 'a_new_word' })).toBe(of({}));
    // A rupiah is no reason to come last, nor is a currency without a unit.
    expect(of({ amountMinor: 100, currency: 'IDR' })).toBe(of({}));
    expect(of({ amountMinor: 100_000_00, currency: 'KES' })).toBe(of({}));
  });

  it('puts amounts of different currencies side by side', () => {
    const of = (amountMinor: number, currency: string) =>
      priorityAt(policy, { ...handoff, amountMinor, currency }, handoff.createdAt).priority;
    expect(of(600_00, 'USD')).toBe(of(10_000_000_00, 'IDR'));
    // Without minor units.
    expect(of(90_000, 'JPY')).toBe(of(10_000_000_00, 'IDR'));
  });
});
