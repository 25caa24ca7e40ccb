import { createVault } from '../../../src/shared/vault.ts';
import type { Database } from '../../../src/storage/database.ts';
import { addConversation, addCreditor, addDebtor, addInvoice, run } from '../../support/debtor.ts';

/** One of everything a creditor can have, with the ids by the word in the route: handoffs, proofs … */
export interface Belongings {
  creditorId: number;
  ids: Record<string, number | string>;
  invoiceId: number;
}

/** Makes a creditor of its own with one of everything; its file can be opened with `dataKey`. */
export function someoneElses(database: Database, slug: string, dataKey: string): Promise<Belongings> {
  return database.write(async (tx) => {
    const creditorId = addCreditor(tx, slug);
    const debtorId = addDebtor(tx, creditorId, `${slug}-1`);
    const conversationId = addConversation(tx, creditorId, slug);
    const invoice = { number: `${slug}-INV`, due: '2026-01-31', amount: 1_000_000 };
    const invoiceId = addInvoice(tx, creditorId, debtorId, invoice);
    const facts = { creditorId, debtorId, conversationId, invoiceId, slug };
    const handoffId = run(
      tx,
      `INSERT INTO handoffs (creditor_id, conversation_id, debtor_id, reason, summary, context, created_at)
       VALUES (@creditorId, @conversationId, @debtorId, 'asked_for_person', 'x', '{}', 0)`,
      facts,
    );
    const proofId = run(
      tx,
      `INSERT INTO payment_proofs (receipt_number, creditor_id, debtor_id, conversation_id, content_hash, currency,
         amount_minor, created_at)
       VALUES ('P-' || @slug, @creditorId, @debtorId, @conversationId, @slug, 'IDR', 1000000, 0)`,
      facts,
    );
    const disputeId = run(
      tx,
      `INSERT INTO disputes (case_number, creditor_id, debtor_id, invoice_id, conversation_id, reason, currency,
         disputed_minor, created_at)
       VALUES ('D-' || @slug, @creditorId, @debtorId, @invoiceId, @conversationId, 'wrong_amount', 'IDR', 1000000, 0)`,
      facts,
    );
    const callBackId = run(
      tx,
      `INSERT INTO call_backs (handoff_id, creditor_id, conversation_id, debtor_id, how, created_at)
       VALUES (@handoffId, @creditorId, @conversationId, @debtorId, 'call', 0)`,
      { ...facts, handoffId },
    );
    const replyId = run(
      tx,
      `INSERT INTO canned_replies (creditor_id, locale, shortcut, title, body, updated_at)
       VALUES (@creditorId, 'id', 'x', 'x', 'x', 0)`,
      facts,
    );
    const teamId = run(tx, 'INSERT INTO teams (name, created_at) VALUES (@slug, 0)', facts);
    run(tx, 'INSERT INTO team_creditors VALUES (@teamId, @creditorId)', { teamId, creditorId });
    const collectorId = run(
      tx,
      `INSERT INTO collectors (email, name, first_name, role, password_hash, created_at)
       VALUES (@slug || '@pt.example', 'x', 'x', 'collector', 'x', 0)`,
      facts,
    );
    run(tx, 'INSERT INTO collector_creditors VALUES (@collectorId, @creditorId)', {
      collectorId,
      creditorId,
    });
    const whatsappId = run(
      tx,
      `INSERT INTO whatsapp_accounts (creditor_id, phone, transport, created_at)
       VALUES (@creditorId, '+62811000' || @creditorId, 'baileys', 0)`,
      facts,
    );
    const token = `${slug}-`.padEnd(40, 'x');
    run(
      tx,
      `INSERT INTO attachments (token, conversation_id, content_hash, media_type, file_name, size, sealed, created_at)
       VALUES (@token, @conversationId, 'x', 'image/png', 'x.png', 1, @sealed, 0)`,
      { token, conversationId, sealed: createVault(dataKey).seal(Buffer.from('x'), token) },
    );
    return {
      creditorId,
      invoiceId,
      ids: {
        handoffs: handoffId,
        conversations: conversationId,
        debtors: debtorId,
        proofs: proofId,
        disputes: disputeId,
        'call-backs': callBackId,
        'canned-replies': replyId,
        'team/teams': teamId,
        'team/collectors': collectorId,
        files: token,
        whatsapp: whatsappId,
      },
    };
  });
}

/** Bodies that pass every check but the one of who may see it, by route. */
export function bodies(of: Belongings): Record<string, object | undefined> {
  return {
    'PATCH /team/teams/:id': { name: 'x', creditorIds: [] },
    'PATCH /team/collectors/:id': { name: 'x' },
    'PATCH /canned-replies/:id': { title: 'x' },
    'POST /handoffs/:id/assign': { collectorId: of.ids['team/collectors'] },
    'POST /conversations/:id/messages': { key: 'key-of-a-page', text: 'x' },
    'POST /conversations/:id/notes': { text: 'x' },
    'POST /proofs/:id/accept': {
      amountMinor: 1_000_000,
      receivedOn: '2026-03-01',
      bankReference: 'REF-1',
      allocations: [{ invoiceId: of.invoiceId, amountMinor: 1_000_000 }],
    },
    'POST /proofs/:id/reject': { reason: 'other', note: 'x' },
    'PATCH /whatsapp/:id': { reminders: true },
    'POST /whatsapp/:id/link': { method: 'qr' },
    'POST /disputes/:id/notes': { text: 'x' },
    'POST /disputes/:id/resolve': { outcome: 'rejected', note: 'x' },
  };
}
