import type { RenderedCard } from '../channel.ts';
import type { OutgoingAttachment } from './activity.ts';

/** An Adaptive Card (1.3, what Web Chat and Teams both show) for clients that do not know ours. */
export function adaptiveCard(card: RenderedCard): OutgoingAttachment {
  const body: unknown[] = [
    { type: 'TextBlock', text: inert(card.title), weight: 'Bolder', wrap: true },
    { type: 'TextBlock', text: inert(card.amountText), size: 'Large', wrap: true, spacing: 'Small' },
    {
      type: 'TextBlock',
      text: inert(card.statusText),
      color: card.status === 'overdue' ? 'Warning' : 'Default',
      wrap: true,
      spacing: 'Small',
    },
  ];
  if (card.rows.length > 0) {
    const facts = card.rows.map((row) => ({ title: inert(row.label), value: inert(row.value) }));
    body.push({ type: 'FactSet', facts });
  }
  const content: Record<string, unknown> = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.3',
    fallbackText: `${card.title}: ${card.amountText}, ${card.statusText}`,
    body,
  };
  // Web Chat sends a submit action whose data is a string as a message with that text.
  if (card.action)
    content.actions = [{ type: 'Action.Submit', title: card.action.title, data: card.action.value }];
  return { contentType: 'application/vnd.microsoft.card.adaptive', content };
}

/** Text blocks are read as Markdown: an invoice called `[pay](http://…)` must stay a name. */
function inert(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#~|!]/g, '\\$&')
    .replace(
      /^(\s*)([-+]|\d+[.)])(?=\s)/gm,
      (_, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    );
}
