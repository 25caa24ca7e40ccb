import { randomUUID } from 'node:crypto';
import type { HandoffContext } from './handoff-file.ts';
import type { selectSaid, selectWhole } from './listeners-repository.ts';

/*
 * Hand-overs in the shapes of the Bot Framework's handoff protocol (event activities named
 * `handoff.initiate` and `handoff.status`), for other systems of the creditor. These get what a collector
 * gets: the creditor's own figures about their own debtor. What a debtor's page gets is in channels/webchat.
 */

type Whole = NonNullable<Awaited<ReturnType<typeof selectWhole>>>;
type Said = Awaited<ReturnType<typeof selectSaid>>[number];

/** `accepted`: a person answers. `completed`: they are done. `failed`: nobody came. */
export type HandoffStatus = 'accepted' | 'failed' | 'completed';

const BOT = { id: 'sapa', name: 'Sapa', role: 'bot' } as const;

/** A person is asked for: with the whole file, and the transcript attached. */
export function initiateEvent(whole: Whole, said: readonly Said[], now: number) {
  const { handoff, conversation } = whole;
  // Without the files' tokens: whoever has one has the file.
  const { transcript: _, attachments: __, level, ...file } = JSON.parse(handoff.context) as HandoffContext;
  return {
    ...eventOf(whole, 'handoff.initiate', now),
    locale: handoff.locale,
    value: {
      reason: handoff.reason,
      summary: handoff.summary,
      nextStep: handoff.nextStep,
      language: conversation.locale,
      identityLevel: level ?? (file.identity ? 'verified' : 'none'),
      ...file,
    },
    attachments: [
      {
        contentType: 'application/json',
        name: 'Transcript',
        content: { activities: said.map((one) => activityOf(whole, one)) },
      },
    ],
  };
}

/** What became of it. */
export function statusEvent(whole: Whole, status: { state: HandoffStatus; message?: string }, now: number) {
  return { ...eventOf(whole, 'handoff.status', now), value: status };
}

function eventOf({ handoff, conversation, creditor }: Whole, name: string, now: number) {
  const reference = { id: conversation.externalId };
  return {
    type: 'event',
    name,
    id: randomUUID(),
    timestamp: new Date(now).toISOString(),
    channelId: conversation.channel,
    from: BOT,
    recipient: userOf(conversation.senderId),
    conversation: reference,
    relatesTo: {
      channelId: conversation.channel,
      conversation: reference,
      bot: BOT,
      user: userOf(conversation.senderId),
    },
    channelData: { handoffId: handoff.id, creditor },
  };
}

function userOf(id: string) {
  return { id, role: 'user' } as const;
}

function activityOf({ conversation }: Whole, message: Said) {
  const { text, name, locale, attachments } = JSON.parse(message.body) as {
    text?: string;
    name?: string;
    locale?: string;
    attachments?: { name: string; mediaType: string }[];
  };
  const collector = { id: 'collector', ...(name !== undefined && { name }), role: 'bot' };
  const from =
    message.author === 'debtor'
      ? userOf(conversation.senderId)
      : message.author === 'collector'
        ? collector
        : BOT;
  return {
    type: 'message',
    id: `${conversation.externalId}|${String(message.seq).padStart(7, '0')}`,
    timestamp: new Date(message.at).toISOString(),
    channelId: conversation.channel,
    conversation: { id: conversation.externalId },
    from,
    ...(locale !== undefined && { locale }),
    text: text ?? '',
    // Named, not linked: whoever has a link has the file.
    ...(attachments?.length && {
      attachments: attachments.map((one) => ({ contentType: one.mediaType, name: one.name })),
    }),
  };
}
