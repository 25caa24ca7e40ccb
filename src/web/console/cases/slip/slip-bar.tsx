import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useShortcut } from '../../app/shortcuts.ts';
import { useTexts } from '../../texts/index.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import css from './slip.module.css';
import { FIRST_VIEW, rotated, type View, zoomed } from './view.ts';

interface Props {
  view: View;
  pages: number;
  onChange: (view: View) => void;
  children: ReactNode;
}

/** Enlarge, fit, turn, turn pages; + − 0 o and [ ] on the keyboard. */
export function SlipBar({ view, pages, onChange, children }: Props) {
  const t = useTexts('slip');
  const larger = () => onChange(zoomed(view, 1));
  const smaller = () => onChange(zoomed(view, -1));
  const fit = () => onChange({ ...FIRST_VIEW, page: view.page });
  const turn = () => onChange(rotated(view));
  const leaf = (step: 1 | -1) => onChange({ ...view, page: Math.min(pages, Math.max(1, view.page + step)) });
  useShortcut('+', t('larger'), larger);
  useShortcut('=', t('larger'), larger);
  useShortcut('-', t('smaller'), smaller);
  useShortcut('0', t('fit'), fit);
  useShortcut('o', t('turn'), turn);
  useShortcut('[', t('previousPage'), () => leaf(-1), { when: pages > 1 });
  useShortcut(']', t('nextPage'), () => leaf(1), { when: pages > 1 });
  return (
    <div className={css.bar} role="toolbar" aria-label={t('tools')}>
      <Tool icon="minus" label={t('smaller')} onClick={smaller} />
      <Tool icon="plus" label={t('larger')} onClick={larger} />
      <Tool icon="fit" label={t('fit')} onClick={fit} />
      <Tool icon="turn" label={t('turn')} onClick={turn} />
      {pages > 1 && (
        <>
          <Tool icon="up" label={t('previousPage')} onClick={() => leaf(-1)} disabled={view.page === 1} />
          <span className={css.page} aria-live="polite">
            {t('page', { page: view.page, pages })}
          </span>
          <Tool icon="toEnd" label={t('nextPage')} onClick={() => leaf(1)} disabled={view.page === pages} />
        </>
      )}
      {children}
    </div>
  );
}

function Tool(props: { icon: IconName; label: string; onClick: () => void; disabled?: boolean }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={props.label}
        onClick={props.onClick}
        disabled={props.disabled ?? false}
      >
        <Icon name={props.icon} />
      </ActionIcon>
    </Tooltip>
  );
}
