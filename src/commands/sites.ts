import type { Command } from 'commander';
import { addSite, listSites } from '../conversation/site-repository.ts';
import { ExpectedError } from '../shared/errors.ts';
import { unknownCreditor } from './arguments.ts';
import { withDatabase } from './with-database.ts';

/** `sapa sites add|list`: web pages that may carry the widget. */
export function siteCommands(program: Command): void {
  const sites = program.command('sites').description('web pages that may carry the chat widget');
  sites
    .command('add')
    .description('allow pages of these origins to use a public site key')
    .requiredOption('--key <key>', 'public site key, such as toko')
    .requiredOption('--creditor <slug>', 'whose debtors write there')
    .requiredOption('--origin <origin...>', 'scheme://host[:port], or "self" for PUBLIC_URL itself')
    .action((options: { key: string; creditor: string; origin: string[] }) =>
      withDatabase(async (database) => {
        const origins = options.origin.map(checkedOrigin);
        if (!/^[A-Za-z0-9_.-]{1,64}$/.test(options.key)) {
          throw new ExpectedError(
            'site_key',
            `"${options.key}" is no site key: expected letters, digits, "_", "." and "-", at most 64.`,
          );
        }
        const done = await database.write((tx) => addSite(tx, { ...options, origins }));
        if (!done.ok) throw unknownCreditor(options.creditor);
        console.log(`Site "${options.key}" may be used on ${origins.join(', ')}.`);
      }),
    );
  sites
    .command('list')
    .description('site keys, whose they are, and where they may be used')
    .action(() =>
      withDatabase(async (database) => {
        const rows = await database.read((tx) => listSites(tx));
        if (rows.length === 0) console.log('No site yet; "sapa sites add" allows one.');
        for (const row of rows) console.log(`${row.siteKey}  ${row.creditor}  ${row.origins.join(', ')}`);
      }),
    );
}

function checkedOrigin(text: string): string {
  if (text === 'self') return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '')) return url.origin;
  throw new ExpectedError(
    'site_origin',
    `"${text}" is no origin: expected scheme://host[:port] such as https://toko.example.com, without a path.`,
  );
}
