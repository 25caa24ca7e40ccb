import type { Command } from 'commander';
import { systemClock } from '../shared/clock.ts';
import { ExpectedError } from '../shared/errors.ts';
import { listenCommands } from './listeners.ts';
import { withDatabase } from './with-database.ts';

const REFUSALS = {
  slug_taken: 'there is one of this slug already',
  bad_slug: 'expected a slug of small letters, digits and hyphens, at most 40',
  bad_name: 'expected a name of 1 to 200 characters',
  bad_locale: 'expected a language Sapa speaks, such as id or en',
  bad_time_zone: 'expected an IANA time zone such as Asia/Jakarta',
  bad_currency: 'expected an ISO 4217 currency such as IDR',
  bad_country: 'expected an ISO 3166 country of two capitals such as ID',
};

interface CreditorOptions {
  slug: string;
  name: string;
  currency: string;
  locale: string;
  timeZone: string;
  country: string;
}

/** `sapa creditors add|list`: whose money it is. */
export function creditorCommands(program: Command): void {
  const creditors = program.command('creditors').description('the companies whose receivables these are');
  creditors
    .command('add')
    .description('put a company on file, before its first import')
    .requiredOption('--slug <slug>', 'short name for commands, such as contoh')
    .requiredOption('--name <name>', 'name said to debtors')
    .option('--currency <code>', 'ISO 4217', 'IDR')
    .option('--locale <locale>', 'language of first words', 'id')
    .option('--time-zone <zone>', 'IANA name', 'Asia/Jakarta')
    .option('--country <code>', 'ISO 3166-1', 'ID')
    .action((options: CreditorOptions) =>
      withDatabase(async (database) => {
        const { addCreditor } = await import('../receivables/import/index.ts');
        const done = await database.write((tx) => addCreditor(tx, options, systemClock.now()));
        if (!done.ok)
          throw new ExpectedError(
            'creditor',
            `Creditor "${options.slug}" was not added: ${REFUSALS[done.reason]}.`,
          );
        console.log(
          `Creditor "${options.slug}" is on file. Next: sapa import invoices FILE --creditor ${options.slug}`,
        );
      }),
    );
  listenCommands(creditors);
  creditors
    .command('list')
    .description('all of them, with the slug that commands take')
    .action(() =>
      withDatabase(async (database) => {
        const { listCreditors } = await import('../receivables/import/index.ts');
        const rows = await database.read((tx) => listCreditors(tx));
        if (rows.length === 0) console.log('No creditor yet; "sapa creditors add" makes one.');
        for (const row of rows) console.log(`${row.slug}  ${row.name}  ${row.currency}  ${row.timeZone}`);
      }),
    );
}
