import type { InvoiceCard, InvoiceCardStatus } from '../../../http/contract/webchat.ts';
import { button, el } from './dom.ts';

const STATUSES: InvoiceCardStatus[] = ['overdue', 'open', 'partly_paid', 'paid', 'disputed', 'under_review'];

/** The cards in a message that are whole enough to draw; anything else is left out. */
export function cardsIn(value: unknown): InvoiceCard[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (card): card is InvoiceCard =>
      card?.kind === 'invoice' && typeof card.title === 'string' && typeof card.amountText === 'string',
  );
}

/** Draws one invoice. `answer` sends what its button stands for. */
export function cardNode(card: InvoiceCard, answer: (value: string, title: string) => void): HTMLElement {
  const status = STATUSES.includes(card.status) ? card.status : 'open';
  const node = el(
    'article',
    { class: 'card', 'aria-label': card.title },
    el(
      'div',
      { class: 'card-head' },
      el('span', { class: 'card-title' }, card.title),
      el('span', { class: `status ${status}` }, String(card.statusText ?? '')),
    ),
    el('div', { class: 'amount' }, ...amountNodes(card.amountText)),
  );
  const rows = Array.isArray(card.rows) ? card.rows : [];
  if (rows.length > 0) node.append(factsNode(rows.map((row) => [row?.label, row?.value])));
  const action = card.action;
  if (action?.title && action.value) {
    node.append(button('card-action', () => answer(action.value, action.title), action.title));
  }
  return node;
}

/** Pairs of a name and a value, values to the right. */
export function factsNode(pairs: [unknown, unknown][]): HTMLElement {
  const list = el('dl', { class: 'facts' });
  for (const [name, value] of pairs) {
    list.append(el('div', {}, el('dt', {}, String(name ?? '')), el('dd', {}, String(value ?? ''))));
  }
  return list;
}

/** The currency small, the figure large: `Rp2.500.000`, `USD 1,200.00`. */
function amountNodes(text: string): (Node | string)[] {
  const parts = /^([^\d\s-]{1,4})\s*(-?\d.*)$/.exec(text);
  return parts ? [el('span', { class: 'currency' }, parts[1]!), parts[2]!] : [text];
}
