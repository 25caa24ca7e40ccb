import type { ComponentProps } from 'react';
import css from './composer.module.css';
import { unfilled } from './fill.ts';

/** A field that grows with its text and shows places still to be filled as marked. */
export function MarkedText({
  value,
  ...rest
}: Omit<ComponentProps<'textarea'>, 'value'> & { value: string }) {
  const parts: { text: string; marked: boolean; at: number }[] = [];
  let end = 0;
  for (const place of unfilled(value)) {
    parts.push({ text: value.slice(end, place.start), marked: false, at: end });
    parts.push({ text: value.slice(place.start, place.end), marked: true, at: place.start });
    end = place.end;
  }
  parts.push({ text: value.slice(end), marked: false, at: end });
  return (
    <div className={css.grow}>
      {/* Under the field, letter for letter the same: it gives the height and carries the marks. */}
      <div className={css.mirror} aria-hidden>
        {parts.map((part) => (part.marked ? <mark key={part.at}>{part.text}</mark> : part.text))}{' '}
      </div>
      <textarea {...rest} className={css.field} value={value} rows={1} />
    </div>
  );
}
