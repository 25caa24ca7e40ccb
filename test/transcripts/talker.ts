import type { Database } from '../../src/storage/database.ts';
import { testApp } from '../support/app.ts';
import type { TestClock } from '../support/clock.ts';
import { run } from '../support/debtor.ts';
import { Phone } from '../support/phone.ts';
import { phoneApp } from '../support/phone-app.ts';
import { type Activity, Visitor } from '../support/visitor.ts';
import type { Desk } from './desk.ts';
import type { Transcript, Turn } from './transcript.ts';

/** Somebody who talks to us: a visitor of a page, or a phone. */
export interface Talker {
  readonly app: Desk;
  readonly choices: readonly { title: string; value: string }[];
  open(): Promise<Activity[]>;
  say(text: string, turn?: Turn): Promise<Activity[]>;
  sayAtOnce(texts: readonly string[]): Promise<Activity[]>;
  upload(names: readonly string[], turn: Turn): Promise<Activity[]>;
  news(): Promise<Activity[]>;
  code(): string | undefined;
  /** Where the newest code went. */
  codeWentTo(): string | undefined;
  stop(): Promise<unknown>;
}

export type OnStep = (flow: string, step: string) => void;

/** The application, and who talks to it, as a transcript wants them. */
export async function talkerOf(script: Transcript, clock: TestClock, onStep: OnStep): Promise<Talker> {
  return script.channel === 'whatsapp' ? onPhone(script, clock, onStep) : onPage(script, clock, onStep);
}

async function onPage(script: Transcript, clock: TestClock, onStep: OnStep): Promise<Talker> {
  const app = await testApp({ clock, onStep, ...(script.asks_phone && { asksPhone: true }) });
  const visitor = new Visitor(app);
  return {
    app,
    get choices() {
      return visitor.choices;
    },
    open: () => visitor.open(script.site, script.locale),
    say: (text, turn) => visitor.say(text, turn?.id),
    sayAtOnce: (texts) => visitor.sayAtOnce(texts),
    upload: ([name], turn) => visitor.upload(name!, turn.says),
    news: () => visitor.news(),
    code: () => visitor.code(),
    codeWentTo: () => app.demoInbox?.list().find((mail) => /\b\d{6}\b/.test(mail.text))?.to,
    stop: () => app.stop(),
  };
}

async function onPhone(script: Transcript, clock: TestClock, onStep: OnStep): Promise<Talker> {
  const app = await phoneApp({
    clock,
    onStep,
    otpPolicy: (shipped) => ({
      ...shipped,
      ...(script.same_number && { sameNumber: () => 'last_resort' }),
      ...(script.asks_phone && { needsPhone: () => true }),
    }),
  });
  for (const [number, debtors] of Object.entries(script.on_file ?? {}))
    await putOnFile(app.database, number, debtors);
  const creditorId = await app.creditorOf(script.site);
  const phone = new Phone(app, { creditorId, address: script.sender });
  if (script.locale === 'id' || script.locale === 'en') phone.speaks(script.locale);
  const extras = ({ id, unreadable, quotes, corrects }: Turn) => {
    const quoted = quotes === undefined ? undefined : phone.heard(quotes);
    if (quotes !== undefined && quoted === undefined) throw new Error(`nothing was said with "${quotes}"`);
    return {
      id,
      ...(unreadable && { unreadable }),
      ...(quoted !== undefined && { quoted }),
      ...(corrects !== undefined && { corrects }),
    };
  };
  return {
    app,
    choices: phone.choices,
    // Nobody joins: a phone is silent until its owner writes.
    open: async () => [],
    say: (text, turn) => phone.say(text, turn && extras(turn)),
    sayAtOnce: (texts) => phone.sayAtOnce(texts),
    upload: (names, turn) => phone.upload(names, turn.says, extras(turn)),
    news: () => phone.news(),
    code: () => phone.code(),
    codeWentTo: () => phone.newestCode()?.to,
    stop: () => app.stop(),
  };
}

async function putOnFile(database: Database, address: string, debtors: readonly string[]): Promise<void> {
  await database.write(async (tx) => {
    const [first] = debtors;
    const id = run(
      tx,
      `INSERT INTO contacts (creditor_id, channel, address, created_at)
       SELECT creditor_id, 'whatsapp', @address, 0 FROM debtors WHERE external_id = @first`,
      { address, first },
    );
    for (const debtor of debtors)
      run(
        tx,
        'INSERT INTO debtor_contacts (debtor_id, contact_id) SELECT id, @id FROM debtors WHERE external_id = @debtor',
        { id, debtor },
      );
  });
}
