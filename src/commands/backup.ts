import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ExpectedError } from '../shared/errors.ts';
import { fileTrouble } from '../shared/file-trouble.ts';
import { withExistingDatabase } from './with-database.ts';

/** `sapa backup FILE`: a consistent copy of the one database file, while the server runs. */
export function backupCommand(program: Command): void {
  program
    .command('backup')
    .description('copy the database, files included, to FILE while the server runs')
    .argument('<file>', 'must not exist yet')
    .action(async (file: string) => {
      const target = resolve(file);
      await withExistingDatabase((database) => database.backup(target)).catch((error: unknown) => {
        const words = fileTrouble(error);
        throw words ? new ExpectedError('backup', `${target} cannot be written: ${words}.`) : error;
      });
      console.log(
        `Copied to ${target}. Keep DATA_KEY too, elsewhere: without it the files inside stay sealed.`,
      );
    });
}
