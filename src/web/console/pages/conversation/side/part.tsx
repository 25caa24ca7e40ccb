import type { ReactNode } from 'react';
import css from './side.module.css';

/** One part of the file; `empty` in words when there is nothing in it. */
export function Part(props: { title: string; empty?: string | false; children?: ReactNode }) {
  return (
    <section>
      <h3 className={css.part}>{props.title}</h3>
      {props.empty ? <p className={css.dim}>{props.empty}</p> : props.children}
    </section>
  );
}
