import { Icon } from '../ui/icon.tsx';
import css from './told.module.css';

/** What the debtor will be told, in this page's language; the lines are plain text. */
export function Told(props: { label: string; lines: readonly string[]; note: string }) {
  return (
    <figure className={css.told} aria-label={props.label}>
      <figcaption>
        <Icon name="chat" size={16} /> {props.label}
      </figcaption>
      <blockquote>
        {props.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one preview never move
          <p key={index}>{line}</p>
        ))}
      </blockquote>
      <p className={css.note}>{props.note}</p>
    </figure>
  );
}
