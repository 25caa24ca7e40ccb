import { ActionIcon } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { useShortcut } from '../app/shortcuts.ts';
import { Icon } from '../ui/icon.tsx';
import css from './steps.module.css';

interface Props {
  before: string | undefined;
  after: string | undefined;
  /** From 1; 0 when the case is not in the list (any more). */
  position: number;
  total: number;
  labels: { next: string; previous: string };
}

/** To the case before and after, as the list has them; j and k. */
export function Steps({ before, after, position, total, labels }: Props) {
  const [, navigate] = useLocation();
  useShortcut('j', labels.next, () => after && navigate(after), { when: after !== undefined });
  useShortcut('k', labels.previous, () => before && navigate(before), { when: before !== undefined });
  if (before === undefined && after === undefined) return null;
  return (
    <div className={css.steps}>
      <Step to={before} label={labels.previous} icon="up" />
      {position > 0 && (
        <span className={css.position}>
          {position} / {total}
        </span>
      )}
      <Step to={after} label={labels.next} icon="toEnd" />
    </div>
  );
}

function Step({ to, label, icon }: { to: string | undefined; label: string; icon: 'up' | 'toEnd' }) {
  const look = { variant: 'subtle', color: 'gray', size: 36 } as const;
  if (to === undefined) {
    return (
      <ActionIcon {...look} variant="transparent" aria-label={label} disabled>
        <Icon name={icon} />
      </ActionIcon>
    );
  }
  return (
    <ActionIcon {...look} component={Link} href={to} aria-label={label} title={label}>
      <Icon name={icon} />
    </ActionIcon>
  );
}
