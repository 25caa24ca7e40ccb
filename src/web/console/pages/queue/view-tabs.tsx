import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useCounts } from '../../api/queue.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useTexts } from '../../texts/index.ts';
import { VIEWS, type View } from './queue-filter.ts';
import css from './queue-page.module.css';

interface Props {
  view: View;
  onChange: (view: View) => void;
}

/** Mine, unassigned, all, closed; with how many there are. Keys 1 to 4. */
export function ViewTabs({ view, onChange }: Props) {
  const t = useTexts('queue');
  return (
    <nav className={css.tabs} aria-label={t('views.label')}>
      {VIEWS.map((one, index) => (
        <Tab key={one} view={one} digit={index + 1} current={one === view} onChange={onChange} />
      ))}
    </nav>
  );
}

function Tab(props: { view: View; digit: number; current: boolean; onChange: (view: View) => void }) {
  const t = useTexts('queue');
  const counts = useCounts().data;
  const words = t(`views.${props.view}`);
  const count = props.view === 'closed' ? undefined : counts?.[props.view];
  useShortcut(String(props.digit), t('keys.view', { view: words }), () => props.onChange(props.view));
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (props.current) button.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [props.current]);
  return (
    <UnstyledButton
      ref={button}
      className={css.tab}
      aria-current={props.current || undefined}
      onClick={() => props.onChange(props.view)}
    >
      {words}
      {count !== undefined && <span className={css.count}>{count}</span>}
    </UnstyledButton>
  );
}
