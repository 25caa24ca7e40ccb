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
import { raisedBy } from '../storage/conversation-version.ts';
import type { Database, Tx } from '../storage/database.ts';
import { storageTrouble } from '../storage/trouble.ts';
import { attachmentsOf } from './attachment-repository.ts';
import { appendMessage, foundVersion, saveTurn, seenBefore } from './conversation-repository.ts';
import type { CreditorDirectory } from './creditor-repository.ts';
import { type CodeSpan, hear, maskSecrets } from './hearing.ts';
import { inboundBody } from './inbound-body.ts';
import { openConversation } from './open-conversation.ts';
import { queueReplies } from './queue-replies.ts';
import { storedDialog } from './stored-dialog.ts';
import type { TurnFacts } from './turn-facts.ts';
import type { Wording } from './wording.ts';

export type { TurnFacts } from './turn-facts.ts';

/**
 * How a turn ended. `silent`: a person answers in this conversation. `duplicate`: delivered before.
 * `rejoined`: the page of a running conversation was opened again. `failed`: an error inside.
 */
export type TurnOutcome = 'answered' | 'silent' | 'duplicate' | 'rejoined' | 'failed';

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
  /** A hand-over for a turn that failed inside; not `ok` when nobody was called, because a person was done with it lately. */
  // biome-ignore lint/suspicious/noConfusingVoidType: who has nothing to say about it says nothing.
  failed(facts: TurnFacts): Promise<{ ok: boolean } | undefined | void>;
  /** The debtor wrote while a person has the conversation or is awaited (by this very turn, too). */
  debtorWrote?: ((facts: TurnFacts) => Promise<void>) | undefined;
  /** Learns every flow step that ran. */
  onStep?: ((flow: string, step: string) => void) | undefined;
  /** Learns how each turn ended and how long it took, commit included. */
  observe(turn: { channel: string; ms: number; outcome: TurnOutcome }): void;
  report(error: unknown): void;
}

interface Answer {
  state: DialogState;
  bodies: MessageBody[];
  /** What the transcript keeps of the message's words. */
  kept: string;
  /** And of those it replied to. */
  quoted?: string;
}

/** A turn whose conversation somebody else has changed meanwhile: nothing of it is kept. */
class Overtaken extends Error {
  constructor() {
    super('turn: overtaken');
  }
}

/** Overtaken more often than this in a row: something is wrong, and the message is delivered again. */
const MOST_TRIES = 8;

/** Beyond doubt: nothing less silences a person who is being answered. */
function wantsToBeLeftAlone({ understood }: Heard): boolean {
  return understood.decision === 'act' && understood.intents[0]?.intent === 'opt_out';
}

/**
 * Runs turns. One message is one transaction: the inbound row (unique per conversation and external
 * id), the dialog's state, the transcript, whatever actions changed, and the outbox rows. A crash
 * anywhere leaves all of it or nothing, and a second delivery finds the first. The one writer runs them
 * one after another: messages of a conversation are answered in the order in which they arrive.
 */
export function createTurns<Scope extends TurnScope>(deps: TurnDependencies<Scope>) {
  /** Resolves when the turn is durable. Throws what keeps the message from being stored: deliver it again. */
  async function receive(message: InboundMessage): Promise<Received> {
    const started = performance.now();
    let outcome: TurnOutcome = 'failed';
    try {
      const done = await whileCurrent(message, answer);
      outcome = done.outcome;
      return done.received;
    } catch (error) {
      deps.report(error);
      // Nothing is wrong with the message: delivered again, it is answered as it should be.
      if (storageTrouble(error) || error instanceof Overtaken) throw error;
      return (await whileCurrent(message, apologise)).received;
    } finally {
      deps.observe({ channel: message.address.channel, ms: performance.now() - started, outcome });
    }
  }

  /** Runs the turn; one that was overtaken while it was computed is dropped whole and computed anew. */
  async function whileCurrent(message: InboundMessage, respond: (facts: TurnFacts) => Promise<Answer>) {
    for (let tries = 1; ; tries++) {
      try {
        return await deps.database.write((tx) => turn(tx, message, respond));
      } catch (error) {
        if (!(error instanceof Overtaken) || tries >= MOST_TRIES) throw error;
      }
    }
  }

  async function turn(
    tx: Tx,
    message: InboundMessage,
    respond: (facts: TurnFacts) => Promise<Answer>,
  ): Promise<{ received: Received; outcome: TurnOutcome }> {
    const now = deps.clock.now();
    const conversation = await openConversation(tx, deps.creditors, message, now);
    const { id: conversationId, lastSeq } = conversation;
    const version = foundVersion(tx, conversation);
    const joins = message.kind === 'join';
    // One greeting per conversation, however often its page is opened.
    const seen = joins
      ? lastSeq || undefined
      : await seenBefore(tx, conversationId, 'in', message.externalId);
    if (seen !== undefined) {
      const received = { ok: true, conversationId, seq: seen, duplicate: true } as const;
      return { received, outcome: joins ? 'rejoined' : 'duplicate' };
    }
    // The conversation's own: its site may belong to another creditor by now.
    const creditor = await deps.creditors.creditor(tx, conversation.creditorId);
    const locale = isLocale(conversation.locale) ? conversation.locale : creditor.locale;
    const files = await attachmentsOf(tx, conversationId, message.attachmentIds);
    const facts: TurnFacts = { tx, conversation, creditor, message, files, now, locale };
    const { corrects } = message;
    const corrected =
      corrects === undefined ? undefined : await seenBefore(tx, conversationId, 'in', corrects);
    if (corrected !== undefined) facts.corrected = corrected;
    const { state, bodies, kept, quoted } = await respond(facts);

    const inbound: TranscriptMessage = {
      seq: lastSeq + 1,
      // A page that joins is not words of a person.
      author: joins ? 'system' : 'debtor',
      ...(!joins && { externalId: message.externalId }),
      at: now,
      body: inboundBody(deps.wording, facts, { kept, quoted }),
    };
    const replies = bodies.map(
      (body, index): TranscriptMessage => ({
        seq: inbound.seq + 1 + index,
        // While a person is there only signing out and opting out are answered: notices of the house.
        author: conversation.owner === 'collector' ? 'system' : 'bot',
        inReplyTo: inbound.seq,
        at: now,
        body,
      }),
    );
    const all = [inbound, ...replies];
    for (const one of all) await appendMessage(tx, conversationId, one);
    if (!joins && (conversation.owner !== 'bot' || raisedBy(tx, conversationId) > 0))
      await deps.debtorWrote?.(facts);
    const saved = await saveTurn(tx, {
      id: conversationId,
      version,
      locale: state.locale,
      state: JSON.stringify(state),
      lastSeq: inbound.seq + replies.length,
      now,
    });
    if (!saved) throw new Overtaken();
    const channel = deps.channel(message.address.channel);
    if (channel.delivery === 'outbox') await queueReplies(facts, replies, state.locale);
    const shown = joins ? replies : all;
    tx.afterCommit(() => channel.publish(message.address, shown));
    const said = shown.map(({ seq, author, at, body }) => ({ seq, author, at, body }));
    if (said.length > 0)
      tx.announce({ kind: 'messages', conversationId, creditorId: creditor.id, messages: said });
    const received = { ok: true, conversationId, seq: inbound.seq, duplicate: false } as const;
    return { received, outcome: replies.length > 0 ? 'answered' : 'silent' };
  }

  async function answer(facts: TurnFacts): Promise<Answer> {
    const { tx, conversation, message, files } = facts;
    const state = storedDialog(deps.engine, facts);
    const codesIn = (text: string) => deps.codesIn(tx, conversation.id, text);
    const hearing = await hear(message.text, {
      // Who answers needs the numbers; codes that were sent are hidden all the same.
      awaitsSecret: conversation.owner !== 'collector' && deps.engine.awaitsSecret(state),
      codesIn,
    });
    const { text, kept, notice } = hearing;
    const quoted = message.quoted && (await hear(message.quoted, { awaitsSecret: false, codesIn })).text;
    const scope = await deps.scope(facts);
    const input: Heard = {
      text,
      files,
      understood: deps.understanding.understand(text, {
        locale: state.locale,
        today: scope.today,
        currency: facts.creditor.currency,
      }),
      ...(notice && { notice }),
      ...(message.unreadable && { unreadable: message.unreadable }),
      ...(quoted && { quoted }),
      ...(facts.corrected !== undefined && { corrects: true }),
    };
    // A person answers here now: the bot keeps silent and the message waits for that person. Whoever
    // signs out is signed out all the same, and a wish to be left alone counts at once.
    const owned = conversation.owner === 'collector';
    const signsOut = input.understood.command === 'logout' && scope.isVerified();
    const optsOut = owned && (wantsToBeLeftAlone(input) || deps.engine.wantsOut(text));
    const remains = { kept, ...(quoted && { quoted }) };
    if (owned && !signsOut && !optsOut) return { state, bodies: [], ...remains };

    // What the bot had asked before the person came does not stand between.
    const from = optsOut ? { ...newState(state.locale), localeChosen: true } : state;
    const output = await deps.engine.turn(scope, from, message.kind === 'join' ? { join: true } : input);
    for (const { flow, step } of output.trace) deps.onStep?.(flow, step);
    const bodies = render(facts, output.replies, output.state.locale);
    return { state: hearing.withoutCodes(output.state), bodies: hearing.withoutCodes(bodies), ...remains };
  }

  /** After a failure inside the turn: the message is kept, the debtor is told, a person is asked. */
  async function apologise(facts: TurnFacts): Promise<Answer> {
    const { locale, now, message, conversation } = facts;
    const made = await deps.failed(facts);
    const again = made?.ok === false;
    const reason = 'system_error';
    const called = conversation.owner === 'bot' && !again;
    const sorry = {
      // Nobody is promised who does not come.
      ...say(again ? 'system.failed_again' : 'system.failed'),
      ...(called && { handoff: { state: 'initiated', reason } as const }),
    };
    return {
      state: { ...newState(locale), handedOff: { reason, at: now } },
      bodies: conversation.owner === 'collector' ? [] : render(facts, [sorry], locale),
      // What was being said is unknown now; digits may have been a code.
      kept: maskSecrets(message.text),
    };
  }

  function render(facts: TurnFacts, replies: Reply[], locale: Locale): MessageBody[] {
    return deps.wording.render(replies, locale, deps.channel(facts.message.address.channel).capabilities);
  }

  return { receive };
}
