import type { Command } from 'commander';
import type {
  Account,
  LinkRow,
  Surroundings,
  TransportEnv,
  WhatsAppPolicy,
} from '../channels/whatsapp/index.ts';
import { systemClock } from '../shared/clock.ts';
import { ExpectedError } from '../shared/errors.ts';
import { numberMeant, type WhatsAppAtHand, withWhatsApp } from './whatsapp-common.ts';
import { linkFailure } from './whatsapp-words.ts';

const LOOK_MS = 200;
/** A server that has the number takes a wish within a second or two. */
const TAKEN_WITHIN_MS = 20_000;

/** `sapa whatsapp link|unlink`: the number as a linked device. */
export function whatsAppLink(whatsapp: Command): void {
  whatsapp
    .command('link')
    .description('link a number: scan the QR code with its phone, or type a code into it')
    .option('--number <number>', 'which one, where there are several')
    .option('--code', 'a pairing code to type into the phone, instead of a QR code')
    .action((options: { number?: string; code?: boolean }) =>
      withWhatsApp(async (at) => {
        console.error('Asking WhatsApp …');
        const { phone } = await wish(at, options.number, options.code ? 'code' : 'qr');
        console.log(`${phone} is linked.`);
      }),
    );
  whatsapp
    .command('unlink')
    .description('end the link; debtors are answered by the phone alone')
    .option('--number <number>', 'which one, where there are several')
    .action((options: { number?: string }) =>
      withWhatsApp(async (at) => {
        const { phone, reason } = await wish(at, options.number, 'unlink');
        console.log(`${phone} is not linked any more.`);
        if (reason === 'only_here')
          console.log('WhatsApp could not be told: remove the device on the phone, too (Linked devices).');
      }),
    );
}

/**
 * Links or unlinks, through the server that has the number or, where none runs, by this very process.
 * Throws ExpectedError `whatsapp_link` when it does not come about. `surroundings` is for tests alone.
 */
export async function wish(
  at: WhatsAppAtHand,
  number: string | undefined,
  method: LinkRow['method'],
  surroundings: Surroundings = {},
): Promise<{ phone: string; reason?: string }> {
  const { id, phone, transport } = numberMeant(at.accounts, number, 'baileys');
  if (transport !== 'baileys')
    throw new ExpectedError(
      'whatsapp_link',
      `${phone} is a number of Meta's Cloud API: it is set up by its access token, and there is nothing to link.`,
    );
  const account = (await at.directory.accounts()).find((one) => one.id === id)!;
  const end = at.store.leases.holder(id, systemClock.now())
    ? await through(at, account, method)
    : await byMyself(at, account, method, surroundings);
  if (end.state !== 'done') throw new ExpectedError('whatsapp_link', linkFailure(phone, method, end.reason));
  return { phone, ...(end.reason !== undefined && { reason: end.reason }) };
}

/** A server has the number: it serves the wish, and we watch. */
async function through({ store }: WhatsAppAtHand, account: Account, method: LinkRow['method']) {
  store.links.request(account.id, method, systemClock.now());
  const asked = systemClock.now();
  const show = createShow(method);
  for (;;) {
    const row = store.links.read(account.id)!;
    show(row);
    if (row.state === 'done' || row.state === 'failed') return row;
    if (row.state === 'requested' && systemClock.now() > asked + TAKEN_WITHIN_MS)
      throw new ExpectedError(
        'whatsapp_link',
        'The process that has this number does not answer; see "sapa whatsapp status" and its log.',
      );
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function byMyself(
  at: WhatsAppAtHand,
  account: Account,
  method: LinkRow['method'],
  surroundings: Surroundings,
): Promise<LinkRow> {
  const { serveLinkWish } = await import('../channels/whatsapp/baileys/index.ts');
  const { readPolicies } = await import('../policies.ts');
  const show = createShow(method);
  const timer = setInterval(() => {
    const row = at.store.links.read(account.id);
    if (row) show(row);
  }, LOOK_MS);
  const learning = new Set<Promise<void>>();
  const stop = new AbortController();
  const interrupted = () => stop.abort();
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    const served = await serveLinkWish(
      { ...environment(at, account, readPolicies().whatsapp, learning), surroundings },
      method,
      stop.signal,
    );
    // A server has started meanwhile.
    return served.ok ? served.row : await through(at, account, method);
  } finally {
    await Promise.all(learning);
    clearInterval(timer);
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
  }
}

function environment(
  { store, directory }: WhatsAppAtHand,
  account: Account,
  policy: WhatsAppPolicy,
  learning: Set<Promise<void>>,
): Omit<TransportEnv, 'surroundings'> {
  const learnt: TransportEnv['events']['learnt'] = (pairs) => {
    const work = directory
      .learnt(account.id, pairs, systemClock.now())
      // The server that comes learns them again.
      .catch(() => {})
      .finally(() => learning.delete(work));
    learning.add(work);
  };
  return {
    account,
    store,
    directory,
    events: { arrived() {}, receipt() {}, learnt, status() {} },
    clock: systemClock,
    log: {
      info() {},
      warn() {},
      error: (_facts, message) => console.error(message),
    },
    policy,
  };
}

/** Prints each QR code and each pairing code once. */
function createShow(method: LinkRow['method']) {
  let shown: string | undefined;
  let printing = Promise.resolve();
  return (row: LinkRow): void => {
    if (row.state !== 'showing' || row.show === undefined || row.show === shown) return;
    const { show } = row;
    shown = show;
    if (method === 'code') printCode(show);
    else printing = printing.then(() => printQr(show));
  };
}

function printCode(code: string): void {
  console.log('On the phone: WhatsApp, Linked devices, Link a device, Link with phone number instead. Type:');
  console.log(`\n  ${code.slice(0, 4)}-${code.slice(4)}\n`);
}

async function printQr(text: string): Promise<void> {
  const { renderUnicodeCompact } = await import('uqr');
  console.log(
    'On the phone: WhatsApp, Linked devices, Link a device. Scan this; a new one follows by itself.',
  );
  console.log(`\n${renderUnicodeCompact(text, { border: 2 })}\n`);
}
