import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actions } from '../../src/actions/index.ts';
import { loadTexts, textKeys } from '../../src/dialog/loading/load-texts.ts';
import { DISPUTE_REASONS } from '../../src/disputes/index.ts';
import { REJECT_REASONS } from '../../src/payments/index.ts';
import { AGING_BUCKETS } from '../../src/receivables/index.ts';
import { STATEMENT_COLUMNS } from '../../src/receivables/statement.ts';
import { LOCALES } from '../../src/shared/locale.ts';
import { projectRoot } from '../../src/shared/project-root.ts';

const STATUSES = ['paid', 'disputed', 'under_review', 'overdue', 'partly_paid', 'open'];
const keys = textKeys(loadTexts(join(projectRoot(), 'locales')).texts);

/** Keys made of a word at run time. */
const made = [
  ...STATUSES.map((one) => `status.${one}`),
  ...STATUSES.filter((one) => one !== 'paid').map((one) => `invoice_status.${one}`),
  ...['received', 'plausible', 'matched', 'rejected'].map((one) => `payment_received.${one}`),
  ...REJECT_REASONS.flatMap((one) => [`decision.reject_${one}`, `decision.next_${one}`]),
  ...['upheld', 'partly', 'rejected'].map((one) => `decision.dispute_${one}`),
  ...AGING_BUCKETS.map((one) => `list_invoices.${one}`),
  ...STATEMENT_COLUMNS.map((one) => `statement.column_${one}`),
  ...DISPUTE_REASONS.flatMap((one) => [`dispute_reason.${one}`, `dispute_reason.${one}_phrases`]),
  ...['', '_currency'].flatMap((one) => [`how_to_pay.account${one}`, `how_to_pay.virtual_account${one}`]),
];

describe('texts that actions say', () => {
  const folder = join(projectRoot(), 'src', 'actions');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const namespaces = new Set([...keys.get('id')!].map((key) => key.split('.')[0]));
  const written = files.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/'([a-z_]+)\.([a-z0-9_]+)'/g)]
      .filter((match) => namespaces.has(match[1]!))
      .map((match) => `${match[1]}.${match[2]}`)
      .filter((key) => !(key in actions)),
  );

  it.each(LOCALES)('are all there in %s', (locale) => {
    expect(written.length).toBeGreaterThan(60);
    expect([...new Set([...written, ...made])].filter((key) => !keys.get(locale)!.has(key))).toEqual([]);
  });
});
