import type {
  ChannelAdapter,
  InboundMessage,
  MessageBody,
  Received,
  TranscriptMessage,
} from '../channels/channel.ts';
import type { Heard, TurnScope } from '../dialog/action.ts';
import type { Engine } from '../dialog/engine.ts';
import { type Reply, say } from '../dialog/reply.ts';
import { type DialogState, newState } from '../dialog/state.ts';
import type { Understanding } from '../dialog/understanding/understanding.ts';
import type { Clock } from '../shared/clock.ts';
import { isLocale, type Locale } from '../shared/locale.ts';
import type { Database, Tx } from '../storage/database.ts';
import { enqueueOutbox } from '../storage/outbox-rows.ts';
import { attachmentsOf } from './attachment-repository.ts';
import {
  appendMessage,
  type ConversationRow,
  createConversation,
  findConversation,
  saveTurn,
  seenBefore,
} from './conversation-repository.ts';
import type { CreditorDirectory, CreditorFacts } from './creditor-repository.ts';
import { type CodeSpan, hear } from './hearing.ts';
import { maskSecrets } from './mask.ts';
import type { Wording } from './wording.ts';

/** What the application adds to the dialog's scope for one turn. */
export interface TurnFacts {
  tx: Tx;
  conversation: ConversationRow;
  creditor: CreditorFacts;
  message: InboundMessage;
  now: number;
  locale: Locale;
}

export interface TurnDependencies<Scope extends TurnScope> {
  database: Database;
  clock: Clock;
  creditors: CreditorDirectory;
  understanding: Understanding;
  engine: Engine<Scope>;
  wording: Wording;
  channel(name: string): ChannelAdapter;
  /** Reads who is verified and builds the scope actions work with. */
  scope(facts: TurnFacts): Promise<Scope>;
  /** Where codes that were sent for this conversation stand in a text. */
  codesIn(tx: Tx, conversationId: number, text: string): Promise<CodeSpan[]>;
  /** A hand-over for a turn that failed inside: nobody is left without an answer. */
  failed(facts: TurnFacts): Promise<void>;
  /** Learns every flow step that ran. */
  onStep?: ((flow: string, step: string) => void) | undefined;
  observe(turn: {
    channel: string;
    ms: number;
    result: 'answered' | 'duplicate' | 'silent' | 'failed';
  }): void;
  report(error: unknown, conversationId: number | undefined): void;
}

/** An open question is dropped after this long: nobody remembers what it was about. */
const STALE_MS = 6 * 60 * 60_000;

/**
 * Runs turns. One message is one transaction: the inbound row (unique per conversation and external
 * id), the dialog's state, the transcript, whatever actions changed, and the outbox rows. A crash
 * anywhere leaves all of it or nothing, and a second delivery finds the first.
 */
export function createTurns<Scope extends TurnScope>(deps: TurnDependencies<Scope>) {
  async function receive(message: InboundMessage): Promise<Received> {
    const started = performance.now();
    const observe = (result: 'answered' | 'duplicate' | 'silent' | 'failed') =>
      deps.observe({ channel: message.address.channel, ms: performance.now() - started, result });
    try {
      const done = await deps.database.write((tx) => turn(tx, message, answer));
      observe(done.result);
      return done.received;
    } catch (error) {
      deps.report(error, undefined);
      const done = await deps.database.write((tx) => turn(tx, message, apologise));
      observe('failed');
      return done.received;
    }
  }

  async function turn(
    tx: Tx,
    message: InboundMessage,
    respond: (facts: TurnFacts, state: DialogState) => Promise<Answer>,
  ) {
    const now = deps.clock.now();
    const creditor = await deps.creditors.creditor(tx, message.creditorId);
    const conversation =
      (await findConversation(tx, message.address)) ??
      (await createConversation(tx, {
        ...message.address,
        creditorId: message.creditorId,
        senderId: message.sender.id,
        locale: message.locale ?? creditor.locale,
        now,
      }));
    // One greeting per conversation, however often its page is opened.
    const rejoined = message.kind === 'join' && conversation.lastSeq > 0;
    const seen = rejoined
      ? conversation.lastSeq
      : await seenBefore(tx, conversation.id, 'in', message.externalId);
    if (seen !== undefined) {
      const received = { ok: true, conversationId: conversation.id, seq: seen, duplicate: true } as const;
      return { received, result: 'duplicate' as const };
    }
    const locale = isLocale(conversation.locale) ? conversation.locale : creditor.locale;
    const facts: TurnFacts = { tx, conversation, creditor, message, now, locale };
    const { state, bodies, heardBody } = await respond(facts, stored(conversation, locale, now));

    const inbound: TranscriptMessage = {
      seq: conversation.lastSeq + 1,
      // A page that joins is not words of a person.
      author: message.kind === 'join' ? 'system' : 'debtor',
      ...(message.kind === 'message' && { externalId: message.externalId }),
      at: now,
      body: heardBody,
    };
    const replies = bodies.map(
      (body, index): TranscriptMessage => ({
        seq: inbound.seq + 1 + index,
        author: 'bot',
        inReplyTo: inbound.seq,
        at: now,
        body,
      }),
    );
    const all = [inbound, ...replies];
    for (const one of all) await appendMessage(tx, conversation.id, one);
    await saveTurn(tx, {
      id: conversation.id,
      locale: state.locale,
      state: JSON.stringify(state),
      lastSeq: inbound.seq + replies.length,
      now,
    });
    const channel = deps.channel(message.address.channel);
    if (channel.delivery === 'outbox') await sendByOutbox(facts, replies, state.locale);
    const shown = message.kind === 'join' ? replies : all;
    tx.afterCommit(() => channel.publish(message.address, shown));
    const received = {
      ok: true,
      conversationId: conversation.id,
      seq: inbound.seq,
      duplicate: false,
    } as const;
    return { received, result: replies.length > 0 ? ('answered' as const) : ('silent' as const) };
  }

  interface Answer {
    state: DialogState;
    bodies: MessageBody[];
    heardBody: MessageBody;
  }

  async function answer(facts: TurnFacts, state: DialogState): Promise<Answer> {
    const { tx, conversation, message } = facts;
    const files = await attachmentsOf(tx, conversation.id, message.attachmentIds);
    const hearing = await hear(message.text, {
      awaitsSecret: deps.engine.awaitsSecret(state),
      codesIn: (text) => deps.codesIn(tx, conversation.id, text),
    });
    const heardBody: MessageBody = {
      text: hearing.kept,
      locale: facts.locale,
      ...(files.length > 0 && { attachments: files.map(({ id: _, ...file }) => file) }),
    };
    // A person answers here now: the bot keeps silent and the message waits for that person.
    if (conversation.owner === 'collector') return { state, bodies: [], heardBody };

    const scope = await deps.scope(facts);
    if (message.kind === 'join') {
      const output = await deps.engine.turn(scope, state, { join: true });
      for (const { flow, step } of output.trace) deps.onStep?.(flow, step);
      return { state: output.state, bodies: render(facts, output.replies, output.state.locale), heardBody };
    }
    const understood = deps.understanding.understand(hearing.text, {
      locale: state.locale,
      today: scope.today,
      currency: facts.creditor.currency,
    });
    const { text, notice } = hearing;
    const heard: Heard = { text, files, understood, ...(notice && { notice }) };
    const output = await deps.engine.turn(scope, state, heard);
    for (const { flow, step } of output.trace) deps.onStep?.(flow, step);
    const bodies = render(facts, output.replies, output.state.locale);
    return {
      state: hearing.withoutCodes(output.state),
      bodies: hearing.withoutCodes(bodies),
      heardBody,
    };
  }

  /** After a failure inside the turn: the message is kept, the debtor is told, a person is asked. */
  async function apologise(facts: TurnFacts, state: DialogState): Promise<Answer> {
    await deps.failed(facts);
    return {
      state: { ...newState(state.locale), handedOff: { reason: 'system_error', at: facts.now } },
      bodies: render(facts, [say('system.failed')], state.locale),
      // What was being said is unknown now; digits may have been a code.
      heardBody: { text: maskSecrets(facts.message.text), locale: facts.locale },
    };
  }

  function render(facts: TurnFacts, replies: Reply[], locale: Locale): MessageBody[] {
    return deps.wording.render(replies, locale, deps.channel(facts.message.address.channel).capabilities);
  }

  async function sendByOutbox(facts: TurnFacts, replies: TranscriptMessage[], locale: Locale): Promise<void> {
    const { tx, conversation, creditor, now } = facts;
    for (const reply of replies) {
      await enqueueOutbox(tx, {
        channel: conversation.channel,
        dedupeKey: `message:${conversation.id}:${reply.seq}`,
        now,
        payload: {
          creditorId: creditor.id,
          locale,
          to: { address: conversation.externalId },
          author: 'bot',
          lines: [],
          body: reply.body,
        },
      });
    }
  }

  function stored(conversation: ConversationRow, locale: Locale, now: number): DialogState {
    const state = deps.engine.restore(conversation.state, locale);
    if (now - conversation.updatedAt < STALE_MS) return state;
    return { ...newState(state.locale), localeChosen: state.localeChosen };
  }

  return { receive };
}
