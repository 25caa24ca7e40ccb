import type { Command } from 'commander';
import { systemClock } from '../shared/clock.ts';
import { ExpectedError } from '../shared/errors.ts';
import { isLocale, LOCALES } from '../shared/locale.ts';
import {
  dropTemplate,
  putTemplate,
  removeWhatsAppAccount,
  switchReminders,
  TEMPLATE_PURPOSES,
  templatesOf,
} from '../storage/whatsapp/index.ts';
import { numberMeant, withWhatsApp } from './whatsapp-common.ts';
import { wish } from './whatsapp-link.ts';

interface TemplateOptions {
  number?: string;
  purpose: string;
  locale: string;
  name: string;
  language?: string;
}

/** `sapa whatsapp remove|reminders|templates`. */
export function whatsAppSettings(whatsapp: Command): void {
  whatsapp
    .command('remove')
    .description('take a number out of use: unlinked, its keys and secrets gone; its conversations stay')
    .requiredOption('--number <number>', 'which one')
    .option('--force', 'also when WhatsApp cannot be told; remove the device on the phone then')
    .action((options: { number: string; force?: boolean }) =>
      withWhatsApp(async (at) => {
        const { id, phone, transport } = numberMeant(at.accounts, options.number);
        const linked = transport === 'baileys' && at.store.auth.creds(id) !== undefined;
        if (linked && !options.force) await wish(at, phone, 'unlink');
        await at.database.write(async (tx) => removeWhatsAppAccount(tx, id, systemClock.now()));
        at.store.removeAccount(id);
        console.log(`${phone} is not used any more; its conversations stay.`);
      }),
    );
  whatsapp
    .command('reminders')
    .description('whether reminders may go out over a number; read the documentation first')
    .argument('<on|off>', 'off is where it begins')
    .option('--number <number>', 'which one, where there are several')
    .action((word: string, options: { number?: string }) =>
      withWhatsApp(async ({ database, accounts }) => {
        if (word !== 'on' && word !== 'off')
          throw new ExpectedError('whatsapp_reminders', `"${word}": expected on or off.`);
        const { id, phone } = numberMeant(accounts, options.number);
        await database.write(async (tx) => switchReminders(tx, id, word === 'on'));
        console.log(`Reminders over ${phone} are ${word}.`);
      }),
    );
  templateCommands(whatsapp);
}

function templateCommands(whatsapp: Command): void {
  const templates = whatsapp
    .command('templates')
    .description('templates Meta has approved, by what they are for (Cloud API)');
  templates
    .command('add')
    .description('use a template for a purpose, in place of the one before')
    .requiredOption('--purpose <purpose>', TEMPLATE_PURPOSES.join(', '))
    .requiredOption('--name <name>', "the template's name at Meta")
    .requiredOption('--locale <locale>', `language of the debtor: ${LOCALES.join(', ')}`)
    .option('--language <tag>', "the template's language at Meta, such as id or en_US; else the locale")
    .option('--number <number>', 'which one, where there are several')
    .action((options: TemplateOptions) =>
      withWhatsApp(async ({ database, accounts }) => {
        const { id, phone, transport } = numberMeant(accounts, options.number, 'cloud');
        const { purpose, locale } = checked(options);
        const language = options.language ?? locale;
        if (transport !== 'cloud')
          throw new ExpectedError(
            'whatsapp_template',
            `${phone} is linked: only the Cloud API has templates.`,
          );
        if (!/^[a-z0-9_]{1,512}$/.test(options.name))
          throw problem('--name', 'expected small letters, digits and "_", as Meta writes it');
        if (!/^[a-z]{2,3}(_[A-Z]{2,4})?$/.test(language))
          throw problem('--language', 'expected a tag such as id or en_US');
        const template = { purpose, locale, name: options.name, language };
        await database.write(async (tx) => putTemplate(tx, id, template));
        console.log(`${phone} uses "${options.name}" (${language}) for ${purpose}, ${locale}.`);
      }),
    );
  templates
    .command('list')
    .description('all of them')
    .action(() =>
      withWhatsApp(async ({ database, accounts }) => {
        const all = await database.read(async (tx) => templatesOf(tx));
        const rows = accounts.flatMap(({ id, phone }) =>
          (all.get(id) ?? []).map((one) => ({ ...one, phone })),
        );
        if (rows.length === 0) console.log('No template yet; "sapa whatsapp templates add" names one.');
        for (const one of rows)
          console.log(`${one.phone}  ${one.purpose}  ${one.locale}  ${one.name}  ${one.language}`);
      }),
    );
  templates
    .command('remove')
    .description('use none for this purpose')
    .requiredOption('--purpose <purpose>', TEMPLATE_PURPOSES.join(', '))
    .requiredOption('--locale <locale>', 'language of the debtor')
    .option('--number <number>', 'which one, where there are several')
    .action((options: TemplateOptions) =>
      withWhatsApp(async ({ database, accounts }) => {
        const { id, phone } = numberMeant(accounts, options.number, 'cloud');
        const { purpose, locale } = checked(options);
        if (!(await database.write(async (tx) => dropTemplate(tx, id, purpose, locale))))
          throw new ExpectedError('whatsapp_template', `${phone} has no template for ${purpose}, ${locale}.`);
        console.log(`${phone} uses no template for ${purpose}, ${locale} any more.`);
      }),
    );
}

function checked(options: TemplateOptions) {
  const purpose = TEMPLATE_PURPOSES.find((one) => one === options.purpose);
  if (!purpose) throw problem('--purpose', `expected one of ${TEMPLATE_PURPOSES.join(', ')}`);
  if (!isLocale(options.locale)) throw problem('--locale', `expected one of ${LOCALES.join(', ')}`);
  return { purpose, locale: options.locale };
}

function problem(option: string, words: string): ExpectedError {
  return new ExpectedError('whatsapp_template', `${option}: ${words}.`);
}
