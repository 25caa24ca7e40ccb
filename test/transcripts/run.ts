import { expect } from 'vitest';
import { closeHandoff, listHandoffs, replyToHandoff } from '../../src/handoff/index.ts';
import { DEMO_NOW } from '../support/app.ts';
import { TestClock } from '../support/clock.ts';
import type { Activity } from '../support/visitor.ts';
import { beThere, callBackNow, lookAtTheClock, resolveHandoff, scoreNow } from './desk.ts';
import { bookPayment, forgetAccounts, takeAllInvoices, voidInvoice } from './ledger.ts';
import { type OnStep, type Talker, talkerOf } from './talker.ts';
import type { Transcript, Turn } from './transcript.ts';

const UNITS = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** Everything one answer shows: texts, cards, buttons, file names. */
export function shown(activities: readonly Activity[]): string {
  return activities
    .map((one) =>
      [
        one.text ?? '',
        ...(one.channelData?.sapa?.cards ?? []).map((card) => JSON.stringify(card)),
        ...(one.suggestedActions?.actions ?? []).map((button) => button.title),
        ...(one.attachments ?? []).map((file) => file.name ?? ''),
      ].join('\n'),
    )
    .join('\n');
}

/** Runs one transcript through the whole application; `onStep` learns which flow steps ran. */
export async function runTranscript(script: Transcript, onStep: OnStep): Promise<void> {
  const clock = new TestClock(DEMO_NOW);
  const visitor = await talkerOf(script, clock, onStep);
  const { app } = visitor;
  try {
    if (script.no_accounts) await forgetAccounts(app.database);
    if (!script.nobody_online) await beThere(app);
    const greeting = await visitor.open();
    for (const part of script.greeted ?? [])
      expect(shown(greeting).toLowerCase()).toContain(part.toLowerCase());
    if (script.verified) await verify(visitor, clock, script.verified, script.locale ?? 'id');
    for (const [index, turn] of script.turns.entries()) {
      const heard = await runTurn(visitor, clock, turn, script);
      await judge(visitor, turn, heard, `turn ${index + 1}: ${JSON.stringify(turn)}`);
    }
  } finally {
    await visitor.stop();
  }
}

async function verify(visitor: Talker, clock: TestClock, number: string, locale: string): Promise<void> {
  await visitor.say(locale === 'en' ? 'what is my balance' : 'cek tagihan');
  await visitor.say(number);
  const code = visitor.code();
  if (!code) throw new Error(`no code came for ${number}`);
  await visitor.say(code);
  clock.advance(1000);
}

async function runTurn(
  visitor: Talker,
  clock: TestClock,
  turn: Turn,
  script: Transcript,
): Promise<Activity[]> {
  if (turn.after) {
    const [count, unit] = turn.after.split(' ') as [string, keyof typeof UNITS];
    clock.advance(Number(count) * UNITS[unit]);
  }
  if (!script.nobody_online) await beThere(visitor.app);
  const { database } = visitor.app;
  if (turn.books) await bookPayment(database, clock.now(), turn.books);
  if (turn.voids) await voidInvoice(database, clock.now(), turn.voids);
  if (turn.takes_all) await takeAllInvoices(database, turn.takes_all);
  if (turn.reloads) return visitor.open();
  if (turn.sends) return visitor.upload(typeof turn.sends === 'string' ? [turn.sends] : turn.sends, turn);
  if (turn.code === true) {
    const code = visitor.code();
    if (!code) throw new Error('no code has come');
    return visitor.say(code);
  }
  if (turn.code === 'wrong') {
    const code = visitor.code() ?? '000000';
    return visitor.say(code === '111111' ? '222222' : '111111');
  }
  if (turn.picks !== undefined) {
    const choice = visitor.choices[turn.picks - 1];
    if (!choice) throw new Error(`there is no button ${turn.picks}: ${JSON.stringify(visitor.choices)}`);
    return visitor.say(choice.value);
  }
  if (turn.sweeps) {
    await lookAtTheClock(visitor.app);
    return visitor.news();
  }
  if (turn.collector !== undefined || turn.closes || turn.resolves) {
    const { clock: appClock } = visitor.app;
    const [open] = await listHandoffs(database);
    if (!open) throw new Error('no handoff is open');
    if (turn.collector !== undefined)
      await replyToHandoff(database, appClock, open.id, { text: turn.collector, name: 'Rini' });
    if (turn.closes) await closeHandoff(database, appClock, open.id);
    if (turn.resolves) await resolveHandoff(visitor.app, open.id);
    return visitor.news();
  }
  if (turn.at_once) return visitor.sayAtOnce(turn.at_once);
  if (turn.says !== undefined || turn.unreadable) return visitor.say(turn.says ?? '', turn);
  return [];
}

async function judge(visitor: Talker, turn: Turn, heard: Activity[], where: string): Promise<void> {
  const text = shown(heard).toLowerCase();
  for (const part of turn.hears ?? []) expect(text, where).toContain(part.toLowerCase());
  for (const part of turn.never ?? []) expect(text, where).not.toContain(part.toLowerCase());
  if (turn.silence) expect(heard, where).toEqual([]);
  if (turn.choices)
    expect(
      visitor.choices.map((choice) => choice.title),
      where,
    ).toEqual(turn.choices);
  if (turn.code_went_to !== undefined) expect(visitor.codeWentTo() ?? false, where).toBe(turn.code_went_to);
  const { database } = visitor.app;
  if (turn.call_back !== undefined) expect(await callBackNow(database), where).toBe(turn.call_back);
  if (turn.rated !== undefined) expect(await scoreNow(database), where).toBe(turn.rated);
  if (turn.handed_over !== undefined) {
    const open = await listHandoffs(visitor.app.database);
    if (turn.handed_over === false) expect(open, where).toEqual([]);
    else {
      expect(open, where).toHaveLength(1);
      if (typeof turn.handed_over === 'string') expect(open[0]?.reason, where).toBe(turn.handed_over);
    }
  }
}
