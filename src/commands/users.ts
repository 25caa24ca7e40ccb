import type { Command } from 'commander';
import { systemClock } from '../shared/clock.ts';
import { ExpectedError } from '../shared/errors.ts';
import type { Database, ReadTx } from '../storage/database.ts';
import { unknownCreditor } from './arguments.ts';
import { withDatabase, withExistingDatabase } from './with-database.ts';

/** Loaded by the commands that need it: hashing is native code. */
const people = () => import('../collectors/index.ts');

interface AddOptions {
  email: string;
  name: string;
  firstName?: string;
  role: string;
  team?: string;
  creditor?: string[];
  locale: string;
}

/** `sapa users add|list|reset|disable|enable`: who may sign in to the console. */
export function userCommands(program: Command): void {
  const users = program.command('users').description('people who may sign in to the console');
  users
    .command('add')
    .description('make an account; its first password is printed once')
    .requiredOption('--email <email>', 'to sign in with')
    .requiredOption('--name <name>', 'shown to colleagues')
    .requiredOption('--role <role>', 'collector, supervisor, admin or auditor')
    .option('--first-name <name>', 'the only name debtors are told; the first word of --name when left out')
    .option('--team <name>', 'its creditors are what a supervisor, admin or auditor sees; all when left out')
    .option('--creditor <slug...>', "a collector's own creditors")
    .option('--locale <locale>', 'language of the console, id or en', 'id')
    .action((options: AddOptions) => withDatabase((database) => add(database, options)));
  users
    .command('list')
    .description('everybody, with role, what they see, and standing')
    .action(() => withExistingDatabase(list));
  users
    .command('reset')
    .description('a new first password; takes the second factor off and signs out everywhere')
    .argument('<email>', 'whose')
    .action((email: string) => withExistingDatabase((database) => reset(database, email)));
  for (const [word, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    users
      .command(word)
      .description(disabled ? 'nobody signs in with this account any more' : 'they may sign in again')
      .argument('<email>', 'whose')
      .action((email: string) => withExistingDatabase((database) => stand(database, email, disabled)));
  }
}

async function add(database: Database, options: AddOptions): Promise<void> {
  const { addAccount, emailProblem, firstPassword, nameProblem, ROLES, teamNamed } = await people();
  const { creditorBySlug } = await import('../receivables/import/index.ts');
  const firstName = options.firstName ?? options.name.trim().split(/\s+/)[0] ?? '';
  const role = ROLES.find((one) => one === options.role);
  const locale = (['id', 'en'] as const).find((one) => one === options.locale);
  const problems = [
    ['--email', emailProblem(options.email)],
    ['--name', nameProblem(options.name, 'name')],
    ['--first-name', nameProblem(firstName, 'firstName')],
    ['--role', role ? undefined : `expected one of ${ROLES.join(', ')}`],
    ['--locale', locale ? undefined : 'expected id or en'],
    [
      '--creditor',
      role === 'collector' && !options.creditor
        ? 'a collector needs at least one, or would see nothing'
        : role !== 'collector' && options.creditor
          ? 'only collectors have their own; for other roles use --team'
          : undefined,
    ],
  ].flatMap(([option, problem]) => (problem === undefined ? [] : [`  ${option}: ${problem}`]));
  if (problems.length > 0 || !role || !locale)
    throw new ExpectedError('user', ['The account was not made:', ...problems]);
  const { password, hash } = await firstPassword();
  await database.write(async (tx) => {
    const creditorIds: number[] = [];
    for (const slug of options.creditor ?? []) {
      const creditor = await creditorBySlug(tx, slug);
      if (!creditor) throw unknownCreditor(slug);
      creditorIds.push(creditor.id);
    }
    const team = options.team === undefined ? undefined : teamNamed(tx, options.team);
    if (options.team !== undefined && !team)
      throw new ExpectedError(
        'unknown_team',
        `There is no team "${options.team}"; an administrator makes one in the console.`,
      );
    const { email, name } = options;
    const input = {
      email,
      name: name.trim(),
      firstName,
      role,
      locale,
      creditorIds,
      teamId: team?.id ?? null,
    };
    const done = await addAccount(tx, null, input, hash, systemClock.now());
    if (!done.ok) throw refused(email, done.reason);
  });
  tell(options.email, password);
}

async function list(database: Database): Promise<void> {
  const { listAccounts } = await people();
  const rows = await database.read(async (tx) => listAccounts(tx));
  if (rows.length === 0) console.log('Nobody yet; "sapa users add" makes the first account.');
  for (const row of rows) {
    const sees = row.sees === 'all' ? 'all creditors' : row.sees.join(', ') || 'no creditor';
    const standing = row.disabled ? 'disabled' : row.secondFactor ? 'active' : 'has not signed in';
    console.log(`${row.email}  ${row.role}  ${row.name}  ${sees}  ${standing}`);
  }
}

async function reset(database: Database, email: string): Promise<void> {
  const { firstPassword, resetAccount } = await people();
  const { password, hash } = await firstPassword();
  await database.write(async (tx) => {
    const done = await resetAccount(tx, null, await idOf(tx, email), hash, systemClock.now());
    if (!done.ok) throw refused(email, done.reason);
  });
  tell(email, password);
}

async function stand(database: Database, email: string, disabled: boolean): Promise<void> {
  const { changeAccount } = await people();
  const { releaseOrphaned } = await import('../handoff/index.ts');
  await database.write(async (tx) => {
    const done = await changeAccount(tx, null, await idOf(tx, email), { disabled }, systemClock.now());
    if (!done.ok) throw refused(email, done.reason);
    await releaseOrphaned(tx, systemClock.now());
  });
  console.log(disabled ? `${email} is signed out and may not sign in.` : `${email} may sign in again.`);
}

async function idOf(tx: ReadTx, email: string): Promise<number> {
  const { accountIdOf } = await people();
  const id = accountIdOf(tx, email);
  if (id !== undefined) return id;
  throw new ExpectedError('unknown_user', `There is no account "${email}"; "sapa users list" shows them.`);
}

function refused(email: string, reason: string): ExpectedError {
  const words: Record<string, string> = {
    email_taken: `There is an account "${email}" already; "sapa users reset" gives it a new password.`,
    last_admin: `${email} is the last administrator of the whole house; add another one first.`,
  };
  return new ExpectedError(
    'user',
    words[reason] ?? `The account "${email}" could not be changed: ${reason}.`,
  );
}

function tell(email: string, password: string): void {
  console.log(`First password of ${email}, shown this once: ${password}`);
  console.log('It is changed at the first sign-in, where the second factor is set up too.');
}
