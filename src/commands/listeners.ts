import type { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { systemClock } from '../shared/clock.ts';
import { ExpectedError } from '../shared/errors.ts';
import { createVault } from '../shared/vault.ts';
import { unknownCreditor } from './arguments.ts';
import { withExistingDatabase } from './with-database.ts';

const REFUSALS = {
  bad_url:
    'expected an address such as https://crm.contoh.example/hooks/sapa: https, no password, no "#", at most 500 characters',
  taken: 'it listens already; "sapa creditors unlisten" ends that, and listening again makes a new secret',
  too_many: 'ten systems listen already',
};

interface ListenOptions {
  slug: string;
  url: string;
}

/** `sapa creditors listen|unlisten|listeners`: systems that are told of hand-overs. */
export function listenCommands(creditors: Command): void {
  creditors
    .command('listen')
    .description('tell a system of every hand-over of this company (Bot Framework handoff events, signed)')
    .requiredOption('--slug <slug>', 'whose hand-overs')
    .requiredOption('--url <url>', 'https address that takes the events by POST')
    .action(({ slug, url }: ListenOptions) =>
      withExistingDatabase(async (database) => {
        const { addListener } = await import('../handoff/index.ts');
        const vault = createVault(loadConfig(process.env).DATA_KEY, 'listener');
        const done = await database.write((tx) =>
          addListener(tx, vault, { slug, url, now: systemClock.now() }),
        );
        if (!done.ok) {
          if (done.reason === 'unknown_creditor') throw unknownCreditor(slug);
          throw new ExpectedError('listener', `Not added: ${REFUSALS[done.reason]}.`);
        }
        console.log(`It is told of every hand-over of "${slug}" from now on. Its secret, shown this once:`);
        console.log(done.secret);
      }),
    );
  creditors
    .command('unlisten')
    .description('tell it no more')
    .requiredOption('--slug <slug>', 'whose hand-overs')
    .requiredOption('--url <url>', 'its address')
    .action(({ slug, url }: ListenOptions) =>
      withExistingDatabase(async (database) => {
        const { removeListener } = await import('../handoff/index.ts');
        if (!(await database.write((tx) => removeListener(tx, slug, url))))
          throw new ExpectedError(
            'listener',
            `Nothing listens there; "sapa creditors listeners" shows what does.`,
          );
        console.log('It is told nothing any more.');
      }),
    );
  creditors
    .command('listeners')
    .description('which systems are told of hand-overs')
    .action(() =>
      withExistingDatabase(async (database) => {
        const { listListeners } = await import('../handoff/index.ts');
        const rows = await database.read((tx) => listListeners(tx));
        if (rows.length === 0) console.log('No system listens; "sapa creditors listen" lets one.');
        for (const row of rows) console.log(`${row.creditor}  ${row.url}`);
      }),
    );
}
