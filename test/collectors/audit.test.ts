import { describe, expect, it } from 'vitest';
import { mayCreditor, recordAudit, type SignedInCollector } from '../../src/collectors/index.ts';
import { signedIn } from '../support/collectors.ts';
import { addCreditor, all, testDatabase } from '../support/debtor.ts';

describe('the audit', () => {
  it('keeps who did what, and takes no forged key', async () => {
    const database = testDatabase();
    const creditorId = await database.write(async (tx) => addCreditor(tx));
    const collector = await signedIn(database, { role: 'collector', creditorIds: [creditorId] });
    expect(mayCreditor(collector, creditorId)).toBe(true);
    expect(mayCreditor(collector, creditorId + 1)).toBe(false);
    await database.write(async (tx) => {
      await recordAudit(tx, { at: 5, collector, what: 'file_opened', creditorId });
      await recordAudit(tx, { at: 6, collector: null, what: 'collector_added', detail: '7' });
      const forged = { ...collector } as SignedInCollector;
      await expect(recordAudit(tx, { at: 7, collector: forged, what: 'x' })).rejects.toThrow('made by');
      expect(
        all(tx, 'SELECT at, collector_id, what, creditor_id, detail FROM collector_audit ORDER BY at'),
      ).toEqual([
        {
          at: 5,
          collector_id: collector.collectorId,
          what: 'file_opened',
          creditor_id: creditorId,
          detail: null,
        },
        { at: 6, collector_id: null, what: 'collector_added', creditor_id: null, detail: '7' },
      ]);
    });
  });
});
