import type { ReactNode } from 'react';
import css from './section.module.css';

/** A card with a heading: one matter of a page. */
export function Section(props: { title: string; what?: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={css.section} aria-label={props.title}>
      <header className={css.head}>
        <h2>{props.title}</h2>
        {props.actions && <div className={css.actions}>{props.actions}</div>}
      </header>
      {props.what && <p className={css.what}>{props.what}</p>}
      {props.children}
    </section>
  );
}
