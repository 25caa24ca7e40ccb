import type { Command } from 'commander';
import type { DeskNumber } from '../http/index.ts';
import { systemClock } from '../shared/clock.ts';
import { deskNumber } from '../whatsapp-desk.ts';
import { numberMeant, type WhatsAppAtHand, withWhatsApp } from './whatsapp-common.ts';
import { span, stateWords } from './whatsapp-words.ts';

interface Standing extends DeskNumber {
  creditor: string;
  waiting: number;
  givenUp: number;
  process: { pid: number; host: string } | undefined;
  /** Undefined when all is well. */
  unwell: string | undefined;
}

/** `sapa whatsapp list|status`. */
export function whatsAppStatus(whatsapp: Command): void {
  whatsapp
    .command('list')
    .description('our numbers, whose they are, and how they are')
    .action(() =>
      withWhatsApp(async (at) => {
        if (at.accounts.length === 0)
          console.log('No WhatsApp number yet; "sapa whatsapp add" puts one on file.');
        for (const one of await standing(at)) {
          const reminders = one.reminders ? 'on' : 'off';
          console.log(
            `#${one.id}  ${one.phone}  ${one.creditor}  ${one.transport}  ${one.state}  reminders ${reminders}`,
          );
        }
      }),
    );
  whatsapp
    .command('status')
    .description('how each number is; ends with 1 when one is unwell')
    .option('--number <number>', 'that one alone')
    .option('--json', 'for programs')
    .action((options: { number?: string; json?: boolean }) =>
      withWhatsApp(async (at) => {
        const only = options.number === undefined ? undefined : numberMeant(at.accounts, options.number);
        const all = (await standing(at)).filter((one) => !only || one.id === only.id);
        if (options.json) console.log(JSON.stringify(all.map(asJson), null, 2));
        else if (all.length === 0)
          console.log('No WhatsApp number yet; "sapa whatsapp add" puts one on file.');
        else console.log(all.map(asText).join('\n\n'));
        if (all.some((one) => one.unwell !== undefined)) process.exitCode = 1;
      }),
    );
}

async function standing({ store, accounts }: WhatsAppAtHand): Promise<Standing[]> {
  const { readPolicies } = await import('../policies.ts');
  const now = systemClock.now();
  const { missingAfterMs, healthEveryMs, healthWithinMs } = readPolicies().whatsapp;
  return accounts.map((account) => {
    const desk = deskNumber(store, account, now - missingAfterMs);
    const holder = store.leases.holder(account.id, now);
    return {
      ...desk,
      creditor: account.creditorSlug,
      ...store.inbox.count(account.id),
      process: holder && { pid: holder.pid, host: holder.host.split(' ')[0] ?? '' },
      // Two questions may go unanswered before anybody worries.
      unwell: trouble(desk, holder !== undefined, now - 3 * healthEveryMs - healthWithinMs),
    };
  });
}

/** Linked is not yet well: a server must have the number, and WhatsApp must have answered it lately. */
function trouble(one: DeskNumber, held: boolean, answeredSince: number): string | undefined {
  if (one.state !== 'linked') return stateWords(one.state);
  if (one.transport === 'baileys' && !held) return 'no server is running with it';
  if ((one.roundTripAt ?? one.since ?? 0) < answeredSince)
    return 'WhatsApp has not answered lately; see the log of the server';
  return undefined;
}

function asText(one: Standing): string {
  const now = systemClock.now();
  const ago = (at: number | undefined) => (at === undefined ? 'never' : `${span(now - at)} ago`);
  const since = one.since === undefined ? '' : `, for ${span(now - one.since)}`;
  const reason = one.reason === undefined ? '' : ` (${one.reason})`;
  const trip =
    one.roundTripMs === undefined ? 'never answered' : `${one.roundTripMs} ms, ${ago(one.roundTripAt)}`;
  const rows = [
    ['state', `${one.state}${reason}${since}`],
    ['last message', `received ${ago(one.lastInboundAt)}, accepted ${ago(one.lastAcceptedAt)}`],
    ['round trip', trip],
    ['waiting', `${one.waiting} to be answered, ${one.givenUp} given up`],
    [
      'missing',
      one.missing > 0 ? `${one.missing}: look at the newest conversations on the phone` : 'none known',
    ],
    ['reminders', one.reminders ? 'on' : 'off'],
    ...(one.transport === 'baileys'
      ? [['process', one.process ? `${one.process.pid} on ${one.process.host}` : 'none']]
      : []),
    ...(one.unwell === undefined ? [] : [['UNWELL', one.unwell]]),
  ];
  return [
    `${one.phone}  ${one.creditor}  ${one.transport}`,
    ...rows.map(([name = '', words]) => `  ${name.padEnd(14)}${words}`),
  ].join('\n');
}

function asJson(one: Standing) {
  const time = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
  return {
    id: one.id,
    number: one.phone,
    creditor: one.creditor,
    transport: one.transport,
    state: one.state,
    reason: one.reason ?? null,
    since: time(one.since),
    well: one.unwell === undefined,
    lastInboundAt: time(one.lastInboundAt),
    lastAcceptedAt: time(one.lastAcceptedAt),
    roundTripMs: one.roundTripMs ?? null,
    roundTripAt: time(one.roundTripAt),
    waiting: one.waiting,
    givenUp: one.givenUp,
    missing: one.missing,
    restricted: one.state === 'restricted' || one.state === 'banned',
    reminders: one.reminders,
    process: one.process ?? null,
  };
}
