import type { Command } from 'commander';
import { systemClock } from '../shared/clock.ts';
import { unknownCreditor, wholeNumber } from './arguments.ts';
import { withExistingDatabase } from './with-database.ts';

/** Loaded by the commands that need it: most are not about handoffs. */
const desk = () => import('../handoff/index.ts');

/** `sapa handoffs list|show|reply|close`: a collector's work until there is a console. */
export function handoffCommands(program: Command): void {
  const handoffs = program.command('handoffs').description('conversations that wait for a person');
  handoffs
    .command('list')
    .description('who waits, longest first')
    .option('--all', 'the closed ones too')
    .option('--creditor <slug>', 'only of this creditor')
    .action((options: { all?: boolean; creditor?: string }) =>
      withExistingDatabase(async (database) => {
        const { creditor } = options;
        if (creditor !== undefined) {
          const { creditorBySlug } = await import('../receivables/import/index.ts');
          const known = await database.read((tx) => creditorBySlug(tx, creditor));
          if (!known) throw unknownCreditor(creditor);
        }
        const { printHandoffs } = await desk();
        await printHandoffs(database, console.log, options);
      }),
    );
  handoffs
    .command('show')
    .description('everything known: identity, figures, what was tried, the conversation')
    .argument('<id>', 'number of the handoff', wholeNumber)
    .action((id: number) =>
      withExistingDatabase(async (database) => {
        const { showHandoff } = await desk();
        await showHandoff(database, console.log, id);
      }),
    );
  handoffs
    .command('reply')
    .description('answer the debtor; from then on the bot is silent in this conversation')
    .argument('<id>', 'number of the handoff', wholeNumber)
    .argument('<text...>', 'the words')
    .option('--name <name>', 'first name shown to the debtor')
    .action((id: number, text: string[], options: { name?: string }) =>
      withExistingDatabase(async (database) => {
        const { replyToHandoff } = await desk();
        await replyToHandoff(database, systemClock, id, { text: text.join(' '), ...options });
        console.log('Your words are on their way. The bot is silent here until you close the handoff.');
      }),
    );
  handoffs
    .command('close')
    .description('give the conversation back to the bot')
    .argument('<id>', 'number of the handoff', wholeNumber)
    .action((id: number) =>
      withExistingDatabase(async (database) => {
        const { closeHandoff } = await desk();
        await closeHandoff(database, systemClock, id);
        console.log(`Handoff #${id} is closed; the bot answers again.`);
      }),
    );
}
