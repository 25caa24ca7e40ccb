import type { Command } from 'commander';
import { withDatabase } from './with-database.ts';

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
    .requiredOption('--slug <slug>', 'short name for commands, such as contoh')
    .requiredOption('--name <name>', 'name said to debtors')
    .option('--currency <code>', 'ISO 4217', 'IDR')
    .option('--locale <locale>', 'language of first words', 'id')
    .option('--time-zone <zone>', 'IANA name', 'Asia/Jakarta')
    .option('--country <code>', 'ISO 3166-1', 'ID')
    .action((options: CreditorOptions) =>
      withDatabase(async (database) => {
        const { addCreditor } = await import('../receivables/import/index.ts');
        await database.write((tx) => addCreditor(tx, { ...options, now: Date.now() }));
        console.log(
          `Creditor "${options.slug}" is on file. Next: sapa import invoices FILE --creditor ${options.slug}`,
        );
      }),
    );
  creditors.command('list').action(() =>
    withDatabase(async (database) => {
      const { listCreditors } = await import('../receivables/import/index.ts');
      const rows = await database.read((tx) => listCreditors(tx));
      if (rows.length === 0) console.log('No creditor yet; "sapa creditors add" makes one.');
      for (const row of rows) console.log(`${row.slug}  ${row.name}  ${row.currency}  ${row.timeZone}`);
    }),
  );
}
