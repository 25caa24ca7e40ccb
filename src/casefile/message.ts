import { z } from 'zod';

/** A file behind an unguessable token; where it is served from is the page's affair. */
export interface CaseFile {
  token: string;
  name: string;
  mediaType: string;
  size: number;
}

/** A transcript message with plain words, whichever channel and version of Sapa wrote it. */
export interface CaseMessage {
  kind: 'message';
  /** conversationId:seq */
  id: string;
  conversationId: number;
  channel: string;
  seq: number;
  author: 'debtor' | 'bot' | 'collector' | 'system';
  name?: string;
  text: string;
  choices?: string[];
  cards?: {
    title: string;
    statusText: string;
    amountText: string;
    rows: { label: string; value: string }[];
  }[];
  files?: CaseFile[];
  handoff?: 'initiated' | 'joined' | 'ended';
  withheld?: boolean;
  onPhone?: boolean;
  withdrawn?: boolean;
  edited?: boolean;
  unreadable?: string;
  quoted?: string;
  delivery?: Delivery;
  at: number;
}

/** What became of a message to the debtor; `reason`: one word, where it failed or waits for something. */
export interface Delivery {
  state: 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';
  reason?: string;
}

/** What there is besides the body. */
export interface MessageFacts {
  conversationId: number;
  channel: string;
  seq: number;
  author: CaseMessage['author'];
  at: number;
  /** The channel port's MessageBody, as stored. */
  body: unknown;
  withheld?: boolean;
  withdrawn?: boolean | undefined;
  delivery?: Delivery | undefined;
}

const text = z.string().catch('');
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((all) =>
      all.flatMap((one) => {
        const parsed = item.safeParse(one);
        return parsed.success ? [parsed.data as z.infer<T>] : [];
      }),
    );

const fileSchema = z.object({
  token: z.string().regex(/^[\w-]{16,128}$/),
  name: text,
  mediaType: text,
  size: z.number().catch(0),
});
const filesSchema = listOf(fileSchema);

const bodySchema = z
  .object({
    text,
    name: z.string().optional().catch(undefined),
    choices: listOf(z.object({ label: z.string() })),
    cards: listOf(
      z.object({
        title: text,
        statusText: text,
        amountText: text,
        rows: listOf(z.object({ label: text, value: text })),
      }),
    ),
    attachments: filesSchema,
    onPhone: z.boolean().optional().catch(undefined),
    corrects: z.int().optional().catch(undefined),
    unreadable: z.string().optional().catch(undefined),
    quoted: z.string().optional().catch(undefined),
    handoff: z
      .object({ state: z.enum(['initiated', 'joined', 'ended']) })
      .optional()
      .catch(undefined),
  })
  .partial();

/** A stored message for the console. What does not have the expected shape is left out, never guessed. */
export function caseMessage({ body, withheld, withdrawn, delivery, ...facts }: MessageFacts): CaseMessage {
  const parsed = bodySchema.safeParse(body);
  const said = parsed.success ? parsed.data : {};
  const { conversationId, channel, seq, author, at } = facts;
  return {
    kind: 'message',
    id: `${conversationId}:${seq}`,
    conversationId,
    channel,
    seq,
    author,
    at,
    text: said.text ?? '',
    ...(said.name !== undefined && { name: said.name }),
    ...(said.choices?.length && { choices: said.choices.map((one) => one.label) }),
    ...(said.cards?.length && { cards: said.cards }),
    ...(said.attachments?.length && { files: said.attachments }),
    ...(said.handoff && { handoff: said.handoff.state }),
    ...(withheld && { withheld: true }),
    ...(said.onPhone && { onPhone: true }),
    ...(withdrawn && { withdrawn: true }),
    ...(said.corrects !== undefined && { edited: true }),
    ...(said.unreadable !== undefined && { unreadable: said.unreadable }),
    ...(said.quoted !== undefined && { quoted: said.quoted }),
    // What was kept back on purpose did not fail.
    ...(delivery && !withheld && { delivery }),
  };
}

/** Whether there is nothing to show: a page that was opened. */
export function isSilent(message: CaseMessage): boolean {
  const { text: words, files, cards, choices, handoff, withdrawn, onPhone, unreadable } = message;
  const marked = withdrawn || onPhone || unreadable;
  return words === '' && !files && !cards && !choices && !handoff && !marked;
}
