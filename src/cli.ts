import { Command, CommanderError } from 'commander';
import { backupCommand } from './commands/backup.ts';
import { checkCommand } from './commands/check.ts';
import { creditorCommands } from './commands/creditors.ts';
import { handoffCommands } from './commands/handoffs.ts';
import { importCommands } from './commands/import.ts';
import { outboxCommands } from './commands/outbox.ts';
import { siteCommands } from './commands/sites.ts';
import { understandCommands } from './commands/understand.ts';
import { userCommands } from './commands/users.ts';
import { whatsAppCommands } from './commands/whatsapp.ts';
import { ExpectedError } from './shared/errors.ts';

const program = new Command('sapa')
  .description('Sapa, the receivables assistant, from the command line.')
  .configureHelp({ sortSubcommands: false })
  .exitOverride();

for (const register of [
  checkCommand,
  creditorCommands,
  siteCommands,
  userCommands,
  importCommands,
  handoffCommands,
  outboxCommands,
  whatsAppCommands,
  understandCommands,
  backupCommand,
]) {
  register(program);
}

// `sapa ... | head` ends when the reader has enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof ExpectedError) {
    console.error(error.message);
    process.exitCode = 1;
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else throw error;
}
