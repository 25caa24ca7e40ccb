import type { ChannelCapabilities, MessageBody, RenderedCard } from '../channels/channel.ts';
import type { Card, Choice, Line, Reply, Slots, SlotValue } from '../dialog/reply.ts';
import type { Locale } from '../shared/locale.ts';
import { formatDate, formatHours, formatInstant, formatList, formatMoney, formatNumber } from './formats.ts';
import type { Texts } from './texts.ts';

/** Turns replies (values) into finished words of one language, cut down to what a channel can show. */
export interface Wording {
  /** One body per message to send; a text too long for the channel becomes several. */
  render(replies: readonly Reply[], locale: Locale, can: ChannelCapabilities): MessageBody[];
  line(line: Line, locale: Locale): string;
  /** The words on a choice's button: what the debtor may also type. */
  label(choice: Choice, locale: Locale): string;
}

export function createWording(texts: Texts): Wording {
  function line(value: Line, locale: Locale): string {
    return 'verbatim' in value ? value.verbatim : texts.say(locale, value.key, words(value.slots, locale));
  }

  function words(slots: Slots | undefined, locale: Locale): Record<string, string | number> {
    const said: Record<string, string | number> = {};
    if (!slots) return said;
    for (const [name, value] of Object.entries(slots)) {
      // `count` stays a number: it chooses the plural form.
      said[name] = name === 'count' && typeof value === 'number' ? value : word(value, locale);
    }
    return said;
  }

  function word(value: SlotValue, locale: Locale): string {
    if (value === null) return '';
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return formatNumber(value, locale);
    if ('minor' in value) return formatMoney(value, locale);
    if ('date' in value) return formatDate(value.date, locale);
    if ('instant' in value) return formatInstant(value.instant, value.timeZone, locale);
    if ('from' in value) return formatHours(value.from, value.to, value.timeZone, locale);
    if ('list' in value)
      return formatList(
        value.list.map((item) => word(item, locale)),
        locale,
      );
    return texts.say(locale, value.key, words(value.slots, locale));
  }

  function label(choice: Choice, locale: Locale): string {
    const words = line(choice.label, locale);
    // Titles are phrases for the middle of a sentence; a button begins one.
    return 'verbatim' in choice.label ? words : words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
  }

  function card(value: Card, locale: Locale): RenderedCard {
    return {
      kind: value.kind,
      title: value.title,
      status: value.status,
      statusText: line(value.statusText, locale),
      amountText: formatMoney(value.amount, locale),
      rows: value.rows.map((row) => ({ label: line(row.label, locale), value: word(row.value, locale) })),
      ...(value.action && {
        action: { title: line(value.action.title, locale), value: line(value.action.says, locale) },
      }),
    };
  }

  function render(replies: readonly Reply[], locale: Locale, can: ChannelCapabilities): MessageBody[] {
    return replies.flatMap((reply) => {
      const lines = reply.lines.map((one) => line(one, locale)).filter((text) => text !== '');
      const cards = reply.cards?.map((one) => card(one, locale)) ?? [];
      if (!can.cards) lines.push(...cards.map(cardAsText));
      const labels = reply.choices?.map((choice) => label(choice, locale)) ?? [];
      const buttons = can.choices === 'buttons' && labels.length <= can.maxButtons;
      if (!buttons) lines.push(...labels.map((text, index) => `${index + 1}. ${text}`));
      const parts = split(lines.join('\n'), can.maxTextLength);
      return parts.map((text, index): MessageBody => {
        if (index < parts.length - 1) return { text, locale };
        return {
          text,
          locale,
          ...(buttons && labels.length > 0 && { choices: labels.map((one) => ({ label: one })) }),
          ...(can.cards && cards.length > 0 && { cards }),
          ...(reply.attachments?.length && { attachments: reply.attachments }),
          ...(reply.handoff && { handoff: reply.handoff }),
        };
      });
    });
  }

  return { render, line, label };
}

function cardAsText(card: RenderedCard): string {
  return [
    `${card.title} · ${card.amountText}`,
    card.statusText,
    ...card.rows.map((row) => `${row.label}: ${row.value}`),
  ].join('\n');
}

/** Cuts at line ends, then at spaces; a word longer than a whole message is cut where it must be. */
export function split(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const atLine = rest.lastIndexOf('\n', max);
    const atSpace = rest.lastIndexOf(' ', max);
    const cut = atLine > 0 ? atLine : atSpace > 0 ? atSpace : beforeHalf(rest, max);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

/** One before `cut` where that would part the two halves of a character. */
function beforeHalf(text: string, cut: number): number {
  return cut > 1 && /[\ud800-\udbff]/.test(text[cut - 1]!) ? cut - 1 : cut;
}
