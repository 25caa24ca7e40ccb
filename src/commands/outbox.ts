import type { Command } from 'commander';
import { listOutbox, requeueAllDead, requeueOutbox, showOutbox } from '../conversation/outbox-commands.ts';
import { systemClock } from '../shared/clock.ts';
import { ExpectedError } from '../shared/errors.ts';
import { wholeNumber } from './arguments.ts';
import { withExistingDatabase } from './with-database.ts';

const ALL_DEAD = 'all-dead';
const LISTED = 50;

const REFUSALS = {
  not_found: 'there is no such message',
  not_dead: 'it is not dead: it was sent, or will still be tried',
  expired: 'its time is over (a code), sending it would help nobody',
};

/** `sapa outbox list|show|requeue`: what waits to be sent, and what was given up. */
export function outboxCommands(program: Command): void {
  const outbox = program.command('outbox').description('messages that wait to be sent, and those given up');
  outbox
    .command('list')
    .description('what is not sent; with --dead only what was given up')
    .option('--dead', 'only what was given up')
    .action((options: { dead?: boolean }) =>
      withExistingDatabase(async (database) => {
        const filter = { limit: LISTED + 1, ...(options.dead && { state: 'dead' as const }) };
        const rows = await database.read(async (tx) => listOutbox(tx, filter));
        if (rows.length === 0) console.log('Nothing waits.');
        for (const row of rows.slice(0, LISTED)) print(row);
        if (rows.length > LISTED) console.log(`Only the newest ${LISTED} are shown.`);
      }),
    );
  outbox
    .command('show')
    .description('one message: where to, what about, how its tries ended; never its words')
    .argument('<id>', 'number of the message', wholeNumber)
    .action((id: number) =>
      withExistingDatabase(async (database) => {
        const row = await database.read(async (tx) => showOutbox(tx, id));
        if (!row) throw new ExpectedError('outbox_not_found', `There is no message ${id} in the outbox.`);
        print(row);
      }),
    );
  outbox
    .command('requeue')
    .description('try a message that was given up again, or all of them')
    .argument('<id>', `number of the message, or "${ALL_DEAD}"`, (text) =>
      text === ALL_DEAD ? text : wholeNumber(text),
    )
    .action((id: number | typeof ALL_DEAD) =>
      withExistingDatabase(async (database) => {
        const now = systemClock.now();
        if (id === ALL_DEAD) {
          const count = await database.write(async (tx) => requeueAllDead(tx, now));
          console.log(`${count} messages will be tried again.`);
          return;
        }
        const done = await database.write(async (tx) => requeueOutbox(tx, id, now));
        if (!done.ok)
          throw new ExpectedError(
            'outbox_requeue',
            `Message ${id} cannot be sent again: ${REFUSALS[done.reason]}.`,
          );
        console.log(`Message ${id} will be tried again.`);
      }),
    );
}

function print(row: NonNullable<ReturnType<typeof showOutbox>>): void {
  console.log(
    `#${row.id}  ${row.state}  ${row.channel}  to ${row.to}  ${row.about.join(', ')}  tries ${row.attempts}`,
  );
  if (row.error) console.log(`    ${row.error}`);
}
