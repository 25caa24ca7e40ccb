import { z } from 'zod';
import { INTENTS } from './intents.ts';
import { COMMANDS } from './understanding/understanding.ts';

/*
 * A flow is one YAML file `dialogs/flows/<flow>.yml`, named as the flow. Complete example:
 *
 *   flow: submit_proof                  # also the file's name, and the namespace of its texts
 *   requires: verified                  # the code is asked first; needed as soon as a verified action or kind is used
 *   start_when: { intent: submit_proof }       # or a list: [{ intent: x }, { file: true }, { command: logout }]
 *   steps:
 *     - id: which
 *       ask: invoices                   # the slot it fills; skipped when already filled ("status INV-12?")
 *       as: open_invoices               # value kind: how it is offered, read and refused
 *       prompt: submit_proof.which      # text key, or a list of keys: lines of one message
 *       again: submit_proof.which_again # optional, shorter words when it is asked again
 *       not_understood: submit_proof.which_unclear   # optional, instead of the pattern's words
 *       help: submit_proof.which_help   # optional, said on "help" at this question
 *       lapses: true                    # optional, in flows that we begin: whoever writes of something else is not asked again
 *       up_front: false                 # optional: never fill it from the message that started the flow
 *       expects: [payment_received]     # optional: intents that are answers here, not other questions
 *       commands: { resend: send }      # optional: what a command does here (resend, more, skip, back ...)
 *       retry: { max: 2, next: human }  # optional: after two failed tries go there (default: offer a person)
 *       next: slip                      # optional: the following step is the default
 *     - id: slip
 *       ask: slip
 *       as: attachment_or_reference
 *       optional: true                  # "lewati", "tidak ada" leave it empty
 *       prompt: submit_proof.send_slip
 *     - id: sure
 *       ask: sure
 *       as: yes_no                      # kinds with outcomes (yes_no, choice) may branch
 *       prompt: submit_proof.sure
 *       next: { affirmed: record, denied: abandon }
 *     - id: record
 *       do: payments.record_proof       # action; gets the slots of `with` and the constants of `args`
 *       with: [invoices, slip]
 *       args: { source: chat }
 *       next: { recorded: thanks, duplicate: already, unreadable: slip }   # a branch for every outcome
 *     - id: already
 *       say: submit_proof.already       # slots: what actions gave in `say`, the answered slots, {{creditor}}
 *       next: end                       # default of the last step
 *     - id: thanks
 *       say: [submit_proof.received, submit_proof.next_steps]
 *       choices: [{ flow: check_balance }, { flow: list_invoices, label: submit_proof.see_list }]
 *
 * Targets of `next` are step ids, `end` (done; what waited goes on), `abandon` (this flow and the one
 * that called it stop) and `human` (hand over; the reason is the outcome's name). A branch that leads
 * back to an earlier `ask` empties that slot and asks again; one that leads forward keeps what is known.
 * Every flow needs the text `<flow>.title`, a short noun phrase: buttons, "back to ...", "A or B?".
 *
 * A choice of kind `choice` brings its own options: `options: [{ value: late, label: dispute.late }]`;
 * branches then carry the values. Choices inside an action's replies, outside any question, use these
 * values: `flow:<flow>` or `flow:<flow> {"slot": value}` starts a flow, `command:<command>` does what
 * the command does. A step with the id `more` runs on "berikutnya / next page" after the flow has ended,
 * with the values it ended with.
 */

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be snake_case: small letters, digits and _');
const textKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/i, 'must be a text key such as flow.sentence');
const words = z.union([textKey, z.array(textKey).min(1)]);
const target = name;

const askStep = z.strictObject({
  id: name,
  ask: name,
  as: name,
  prompt: words,
  again: words.optional(),
  not_understood: textKey.optional(),
  help: textKey.optional(),
  optional: z.boolean().optional(),
  up_front: z.boolean().optional(),
  lapses: z.literal(true).optional(),
  options: z
    .array(z.strictObject({ value: name, label: textKey }))
    .min(1)
    .optional(),
  expects: z.array(z.enum(INTENTS)).optional(),
  commands: z.partialRecord(z.enum(COMMANDS), target).optional(),
  retry: z.strictObject({ max: z.int().min(1).max(10), next: target }).optional(),
  next: z.union([target, z.record(name, target)]).optional(),
});

const sayStep = z.strictObject({
  id: name,
  say: words,
  choices: z.array(z.strictObject({ flow: name, label: textKey.optional() })).optional(),
  next: target.optional(),
});

const constant = z.union([z.string(), z.number(), z.boolean()]);

const doStep = z.strictObject({
  id: name,
  do: z.string().regex(/^[a-z_]+\.[a-z0-9_]+$/, 'must be an action such as payments.record_proof'),
  with: z.array(name).optional(),
  args: z.record(name, constant).optional(),
  next: z.record(name, target),
});

const startWhen = z
  .strictObject({
    /** The debtor wants this. */
    intent: z.enum(INTENTS).optional(),
    /** Also when the message is hardly more than such an entity ("INV-12?"). */
    entity: z.enum(['reference', 'amount', 'date']).optional(),
    /** A file comes without a question. */
    file: z.literal(true).optional(),
    /** A conversation command (logout). */
    command: z.enum(COMMANDS).optional(),
    /** Somebody opens the conversation, or starts over. */
    join: z.literal(true).optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'must name intent, entity, file, command or join');

/** The kinds of step by the key that tells them apart; used for messages that name the right one. */
export const STEP_SCHEMAS = { ask: askStep, say: sayStep, do: doStep } as const;

/** A flow without its steps, which are checked one by one so that every mistake is found at once. */
export const flowSchema = z.strictObject({
  flow: name,
  /** 'verified': the sender is asked for the code before the first step, and again if it has run out. */
  requires: z.literal('verified').optional(),
  /** Cannot be started by the debtor, only by the engine (verify_identity, offer_human). */
  called_only: z.boolean().optional(),
  /** Starting it drops whatever else is open (not_me, logout). */
  alone: z.boolean().optional(),
  start_when: z.union([startWhen, z.array(startWhen).min(1)]).optional(),
  steps: z.array(z.unknown()).min(1),
});

export type AskStep = z.infer<typeof askStep>;
export type SayStep = z.infer<typeof sayStep>;
export type DoStep = z.infer<typeof doStep>;
export type Step = AskStep | SayStep | DoStep;
export type StartWhen = z.infer<typeof startWhen>;

/** Targets of `next` that are no steps. */
export const SPECIAL_TARGETS: readonly string[] = ['end', 'abandon', 'human'];

/** A flow as loaded. */
export interface Flow {
  name: string;
  /** Path as given to the loader, for messages. */
  file: string;
  verified: boolean;
  calledOnly: boolean;
  alone: boolean;
  startWhen: readonly StartWhen[];
  steps: readonly Step[];
  /** Position of each step id. */
  index: ReadonlyMap<string, number>;
  /** 1-based line of a place in the file, by path: `['steps', 2, 'next']`. The nearest parent's line when there is none. */
  lineOf(path: readonly (string | number)[]): number;
}
