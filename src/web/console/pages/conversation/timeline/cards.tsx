import type { ConsoleMessage } from '../../../../../http/contract/console.ts';
import css from './timeline.module.css';

/** Cards as the debtor saw them, plainly. */
export function Cards({ cards }: { cards: NonNullable<ConsoleMessage['cards']> }) {
  return cards.map((card, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: what was sent never changes
    <div key={index} className={css.card}>
      <div className={css.cardHead}>
        <b>{card.title}</b>
        <span>{card.statusText}</span>
        <span className="number">{card.amountText}</span>
      </div>
      {card.rows.length > 0 && (
        <dl className={css.cardRows}>
          {card.rows.map((row) => (
            <div key={row.label}>
              <dt>{row.label}</dt>
              <dd>{row.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  ));
}
