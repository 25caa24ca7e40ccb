import { describe, expect, it } from 'vitest';
import { onlineCollectors, touchPresence } from '../../src/collectors/index.ts';
import { makeCollector } from '../support/collectors.ts';
import { addCreditor, run, testDatabase } from '../support/debtor.ts';

describe('who is at the console', () => {
  it('lasts 90 seconds, and is not who is away, disabled, an auditor or of another creditor', async () => {
    const database = testDatabase();
    await database.write(async (tx) => {
      const [one, two] = [addCreditor(tx, 'satu'), addCreditor(tx, 'dua')];
      const make = (role: 'collector' | 'supervisor' | 'admin' | 'auditor', creditorIds: number[] | 'all') =>
        makeCollector(tx, { role, creditorIds });
      const first = await make('collector', [one]);
      const second = await make('collector', [two]);
      const head = await make('supervisor', [one]);
      const admin = await make('admin', 'all');
      const auditor = await make('auditor', 'all');
      const everybody = [first, second, head, admin, auditor];
      const online = (creditorId: number | null, now: number) =>
        onlineCollectors(tx, creditorId, now).map((person) => person.id);

      expect(online(null, 0)).toEqual([]);
      for (const { id } of everybody) touchPresence(tx, id, 0, { away: false });
      expect(online(null, 89_999)).toEqual([first.id, second.id, head.id, admin.id]);
      expect(online(one, 0)).toEqual([first.id, head.id, admin.id]);
      expect(online(two, 0)).toEqual([second.id, admin.id]);
      expect(online(null, 90_000)).toEqual([]);

      touchPresence(tx, first.id, 1, { away: true });
      touchPresence(tx, admin.id, 1, { away: false, online: false });
      run(tx, 'UPDATE collectors SET disabled_at = 1 WHERE id = @id', { id: head.id });
      expect(online(one, 1)).toEqual([]);
      expect(onlineCollectors(tx, two, 1)).toEqual([
        { id: second.id, name: expect.any(String), firstName: expect.any(String) },
      ]);
    });
  });
});
