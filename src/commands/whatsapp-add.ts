import type { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { creditorBySlug } from '../receivables/import/index.ts';
import { systemClock } from '../shared/clock.ts';
import { normaliseAddress } from '../shared/contact-address.ts';
import { ExpectedError } from '../shared/errors.ts';
import type { Database } from '../storage/database.ts';
import { addWhatsAppAccount, createAccountSecrets } from '../storage/whatsapp/index.ts';
import { unknownCreditor } from './arguments.ts';
import { typedNumber } from './whatsapp-common.ts';
import { type GivenSecrets, readSecrets } from './whatsapp-secrets.ts';
import { withExistingDatabase } from './with-database.ts';

interface AddOptions {
  creditor: string;
  number: string;
  transport: string;
  phoneNumberId?: string;
  businessAccountId?: string;
  secretsFrom?: string;
  ownerEmail?: string;
}

const REFUSALS = {
  other_creditor: 'it is, or was, the number of another creditor, and so are its conversations',
  other_transport:
    'it is on file with the other transport; "sapa whatsapp remove" ends that first, its conversations stay',
  id_taken: 'this phone number id is that of another number on file',
};

/** `sapa whatsapp add`: a number of a creditor's own. */
export function whatsAppAdd(whatsapp: Command): void {
  whatsapp
    .command('add')
    .description('put a number of a creditor on file; given again, its settings are replaced')
    .requiredOption('--creditor <slug>', 'whose debtors write to it')
    .requiredOption('--number <number>', 'with country code, such as +6221555000100')
    .requiredOption('--transport <transport>', "baileys (linked like WhatsApp Web) or cloud (Meta's own API)")
    .option('--phone-number-id <id>', "cloud: the number's id as Meta shows it")
    .option('--business-account-id <id>', 'cloud: the id of the WhatsApp Business account')
    .option(
      '--secrets-from <file>',
      'cloud: file with access_token, app_secret, verify_token; "-" reads them',
    )
    .option('--owner-email <email>', 'told when the number needs a person; else the hand-over mailbox')
    .action((options: AddOptions) => withExistingDatabase((database) => add(database, options)));
}

async function add(database: Database, options: AddOptions): Promise<void> {
  const { transport, ownerEmail } = checked(options);
  const creditor = await database.read((tx) => creditorBySlug(tx, options.creditor));
  if (!creditor) throw unknownCreditor(options.creditor);
  const phone = typedNumber(options.number, creditor.country);
  const given = transport === 'cloud' ? readSecrets(options.secretsFrom ?? '') : undefined;
  const { DATA_KEY, PUBLIC_URL } = loadConfig(process.env);
  const secrets = createAccountSecrets(DATA_KEY);
  const done = await database.write(async (tx) =>
    addWhatsAppAccount(
      tx,
      {
        creditorId: creditor.id,
        phone,
        transport,
        ownerEmail,
        ...(given && {
          cloud: {
            phoneNumberId: options.phoneNumberId ?? '',
            businessAccountId: options.businessAccountId ?? null,
            sealedSecrets: secrets.seal(phone, given),
          },
        }),
      },
      systemClock.now(),
    ),
  );
  if (!done.ok) throw new ExpectedError('whatsapp_add', `${phone} was not added: ${REFUSALS[done.reason]}.`);
  const how = done.how === 'changed' ? 'has its new settings' : 'is on file';
  console.log(`${phone} of "${options.creditor}" ${how} (#${done.id}).`);
  console.log('Reminders over WhatsApp are off until "sapa whatsapp reminders on".');
  if (given) tellMeta(PUBLIC_URL, given);
  else console.log(`Next: sapa whatsapp link --number ${phone}`);
}

/** Throws ExpectedError `whatsapp_add` with everything that is wrong. */
function checked(options: AddOptions): { transport: 'baileys' | 'cloud'; ownerEmail: string | null } {
  const transport = (['baileys', 'cloud'] as const).find((one) => one === options.transport);
  const email =
    options.ownerEmail === undefined ? undefined : normaliseAddress('email', options.ownerEmail, 'ID');
  const metaId = (text: string | undefined) =>
    text === undefined || /^\d{5,20}$/.test(text) ? undefined : 'expected the digits that Meta shows';
  const onlyCloud = (text: string | undefined) =>
    transport === 'baileys' && text !== undefined ? 'is for --transport cloud alone' : undefined;
  const needed = (text: string | undefined) =>
    transport === 'cloud' && text === undefined ? 'is needed with --transport cloud' : undefined;
  const { phoneNumberId, businessAccountId, secretsFrom } = options;
  const problems = [
    ['--transport', transport ? undefined : 'expected baileys or cloud'],
    ['--phone-number-id', onlyCloud(phoneNumberId) ?? needed(phoneNumberId) ?? metaId(phoneNumberId)],
    ['--business-account-id', onlyCloud(businessAccountId) ?? metaId(businessAccountId)],
    ['--secrets-from', onlyCloud(secretsFrom) ?? needed(secretsFrom)],
    ['--owner-email', email?.ok === false ? 'expected an e-mail address' : undefined],
  ].flatMap(([option, problem]) => (problem === undefined ? [] : [`  ${option}: ${problem}`]));
  if (problems.length > 0 || !transport)
    throw new ExpectedError('whatsapp_add', ['The number was not added:', ...problems]);
  return { transport, ownerEmail: email?.ok ? email.address : null };
}

function tellMeta(publicUrl: string, { verifyToken }: GivenSecrets): void {
  console.log("Next, in Meta's App Dashboard (WhatsApp, Configuration, Webhook; field: messages):");
  console.log(`  Callback URL  ${publicUrl}/whatsapp/webhook`);
  console.log(`  Verify token  ${verifyToken}`);
}
