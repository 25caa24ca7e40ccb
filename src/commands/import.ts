import type { Command } from 'commander';
import { systemClock } from '../shared/clock.ts';
import { withDatabase } from './with-database.ts';

interface ImportOptions {
  map?: string;
  dryRun?: boolean;
  keepGoing?: boolean;
  creditor?: string;
  asOf?: string;
}

const KINDS = {
  invoices: 'invoices with their lines, from CSV or XLSX',
  debtors: 'debtors and their contacts, from CSV or XLSX',
  payments: 'payments and what they pay, from CSV or XLSX',
} as const;

/** `sapa import invoices|debtors|payments FILE`. */
export function importCommands(program: Command): void {
  const group = program.command('import').description('bring the ledger in from CSV or XLSX files');
  for (const [kind, about] of Object.entries(KINDS)) {
    group
      .command(kind)
      .description(about)
      .argument('<file>', 'CSV or XLSX')
      .option('--map <file>', 'mapping of columns (YAML); examples/mappings has some')
      .option('--dry-run', 'check everything, change nothing')
      .option('--keep-going', 'take the good rows; write the bad ones with reasons to FILE.rejected.csv')
      .option('--creditor <slug>', 'whose ledger; needed when there are several')
      .option('--as-of <date>', 'take settlements after this day (YYYY-MM-DD) as not yet happened')
      .action((file: string, options: ImportOptions) =>
        withDatabase(async (database) => {
          const { importCommand } = await import('../receivables/import/index.ts');
          const { connectFile } = await import('../erp/csv/index.ts');
          const { map, creditor, ...rest } = options;
          await importCommand(
            {
              database,
              clock: systemClock,
              kind: kind as keyof typeof KINDS,
              file,
              connect: connectFile,
              ...(map !== undefined && { mapFile: map }),
              ...(creditor !== undefined && { creditorSlug: creditor }),
              ...rest,
            },
            { print: console.log, isTerminal: process.stdout.isTTY ?? false },
          );
        }),
      );
  }
}
