import type { ReactNode } from 'react';
import { usePageTitle } from '../app/title.ts';
import css from './page.module.css';

interface Props {
  title: string;
  /** Buttons and filters beside the title. */
  actions?: ReactNode;
  /** Takes exactly the height of the window, without padding: for pages that scroll in parts. */
  fill?: boolean;
  /** For forms: not wider than can be read. */
  narrow?: boolean;
  children: ReactNode;
}

/** The frame of every page: title, actions, content. Sets the window's title as well. */
export function Page({ title, actions, fill, narrow, children }: Props) {
  usePageTitle(title);
  return (
    <div className={fill ? `${css.page} ${css.fill}` : css.page}>
      <header className={css.head}>
        <h1 className={css.title}>{title}</h1>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      <div className={narrow ? `${css.body} ${css.narrow}` : css.body}>{children}</div>
    </div>
  );
}
