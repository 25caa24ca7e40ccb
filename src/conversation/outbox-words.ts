import type { Line, Slots } from '../dialog/reply.ts';
import { isLocale, LOCALES } from '../shared/locale.ts';
import type { OutboxPayload } from '../storage/outbox-rows.ts';
import type { Worded } from './outbox-port.ts';
import type { Wording } from './wording.ts';

/** The finished words of a queued message, in its language; `code` fills the slot of that name. */
export function wordPayload(wording: Wording, payload: OutboxPayload, code?: string): Worded {
  const locale = isLocale(payload.locale) ? payload.locale : LOCALES[0];
  // Storage knows no shapes of the dialog: whoever queued the message gave slots of these.
  const line = (one: OutboxPayload['lines'][number]): Line =>
    'verbatim' in one ? one : { key: one.key, slots: { ...(one.slots as Slots), ...(code && { code }) } };
  const say = (one: OutboxPayload['lines'][number]) => wording.line(line(one), locale);
  return {
    ...(payload.subject && { subject: say(payload.subject) }),
    body: { text: payload.lines.map(say).join('\n'), locale },
  };
}
