import { useMemo } from 'react';
import type { CollectorItem, TeamView } from '../../../../http/contract/console.ts';
import { useOnline } from '../../live/hooks.ts';
import { useTexts } from '../../texts/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { CollectorRow } from './collector-row.tsx';
import css from './team.module.css';

/** Everybody by name, the disabled ones last. `onEdit` absent: read only. */
export function CollectorList(props: {
  team: TeamView;
  onEdit?: ((collector: CollectorItem) => void) | undefined;
}) {
  const t = useTexts('team');
  const { team, onEdit } = props;
  const online = useOnline();
  const sorted = useMemo(
    () =>
      team.collectors.toSorted(
        (a, b) => Number(a.disabled) - Number(b.disabled) || a.name.localeCompare(b.name),
      ),
    [team],
  );
  if (sorted.length === 0) return <Empty icon="team" title={t('empty.title')} what={t('empty.what')} />;
  return (
    <ul className={css.list}>
      {sorted.map((one) => (
        <CollectorRow
          key={one.id}
          collector={one}
          online={one.online || online.has(one.id)}
          team={team}
          onEdit={onEdit}
        />
      ))}
    </ul>
  );
}
