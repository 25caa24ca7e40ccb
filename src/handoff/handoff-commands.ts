import type { Locale } from '../shared/locale.ts';
import { money } from '../shared/money.ts';
import type { Database } from '../storage/database.ts';
import { type HandoffFilter, listHandoffs, mustFind, stamp } from './handoff-desk.ts';
import type { HandoffContext } from './handoff-file.ts';
import { selectMessages } from './handoff-repository.ts';
import { amountText } from './handoff-summary.ts';

/** Writes one line; the command line gives console.log. */
export type Print = (line: string) => void;

const MESSAGES_SHOWN = 40;

/** `sapa handoffs list`: who waits, longest first; `all` adds the closed ones. */
export async function printHandoffs(
  database: Database,
  print: Print,
  options: HandoffFilter = {},
): Promise<void> {
  const rows = await listHandoffs(database, options);
  if (rows.length === 0) {
    print(
      'Nobody is waiting. Conversations appear here when a debtor asks for a person or Sapa cannot help.',
    );
    return;
  }
  for (const row of rows) {
    const who = row.debtorNumber ? `${row.debtorName} (${row.debtorNumber})` : 'unverified';
    print(safe(`#${row.id}  ${row.state}  ${stamp(row.createdAt)}  ${row.creditor}  ${row.channel}  ${who}`));
    print(safe(`    ${row.summary}`));
  }
}

/** `sapa handoffs show ID`: the whole file and the newest messages. */
export async function showHandoff(database: Database, print: Print, id: number): Promise<void> {
  await database.read(async (tx) => {
    const row = await mustFind(tx, id);
    const context = JSON.parse(row.context) as HandoffContext;
    print(
      `Handoff #${row.id} · ${row.state} · since ${stamp(row.createdAt)} · conversation ${row.conversationId}`,
    );
    print(safe(row.summary));
    for (const line of fileLines(context)) print(safe(line));
    print('');
    for (const message of await selectMessages(tx, row.conversationId, MESSAGES_SHOWN)) {
      const body = JSON.parse(message.body) as { text?: string; attachments?: { name: string }[] };
      const files = (body.attachments ?? []).map((file) => `[file: ${file.name}]`);
      print(safe(`${stamp(message.at)}  ${message.author}: ${[body.text ?? '', ...files].join(' ')}`));
    }
  });
}

function fileLines(context: HandoffContext): string[] {
  const locale: Locale = 'en';
  const { identity } = context;
  const lines = [
    `Requests: ${context.requests.map((one) => `${one.reason} (${stamp(one.at)})`).join(', ')}`,
    identity
      ? `Verified: ${identity.name} (${identity.debtorNumber}), code to contact ${identity.contactId} at ${stamp(identity.verifiedAt)}`
      : 'Verified: no. Say nothing about a debt before the debtor has proved who they are.',
    `Tried: ${context.tried.length > 0 ? context.tried.join(', ') : 'nothing'}`,
  ];
  for (const one of context.balance) {
    lines.push(
      `Balance as of ${stamp(context.asOf)}: ${amountText(one.outstanding, locale)} on ${one.count} invoices, ` +
        `${amountText(one.overdue, locale)} overdue, oldest ${one.oldestDaysPastDue} days`,
    );
  }
  for (const one of context.invoices) {
    const amount = amountText(money(one.outstandingMinor, one.currency), locale);
    lines.push(`  ${one.number} · ${amount} · due ${one.dueDate} · ${one.status.replaceAll('_', ' ')}`);
  }
  for (const one of context.disputes) {
    lines.push(`  ${one.caseNumber} · dispute of ${one.invoiceNumber} · ${one.reason.replaceAll('_', ' ')}`);
  }
  return lines;
}

/** A debtor's words on a collector's terminal: control characters could move its cursor or worse. */
function safe(line: string): string {
  return line.replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD');
}
