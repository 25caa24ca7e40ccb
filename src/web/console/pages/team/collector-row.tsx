import { ActionIcon, Badge } from '@mantine/core';
import type { CollectorItem, TeamView } from '../../../../http/contract/console.ts';
import { useTexts } from '../../texts/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import { creditorNames } from './creditor-names.ts';
import css from './team.module.css';

/** One collector: who, for whom, whether they are here and how much they have in hand. */
export function CollectorRow(props: {
  collector: CollectorItem;
  online: boolean;
  team: TeamView;
  onEdit?: ((collector: CollectorItem) => void) | undefined;
}) {
  const t = useTexts('team');
  const profile = useTexts('profile');
  const { collector, online, team, onEdit } = props;
  const own = team.teams.find(({ id }) => id === collector.teamId);
  const collects = collector.role === 'collector';
  const names = creditorNames(team, collects ? collector.creditorIds : (own?.creditorIds ?? []));
  const none = collects || own ? t('teams.none') : t('everyCreditor');
  return (
    <li className={css.row} data-disabled={collector.disabled || undefined}>
      <PersonAvatar name={collector.name} size={32} online={online} />
      <div className={css.who}>
        <strong>{collector.name}</strong>
        <span className="visually-hidden">{t(online ? 'online' : 'away')}</span>
        {collector.email && <span className={css.small}>{collector.email}</span>}
      </div>
      <span className={css.role}>{profile(`roles.${collector.role}`)}</span>
      <span className={css.where}>
        {own?.name ?? t('noTeam')}
        <span className={css.small}>{names.join(', ') || none}</span>
      </span>
      <span className={css.marks}>
        {collector.disabled && (
          <Badge color="gray" variant="light">
            {t('disabled')}
          </Badge>
        )}
        {!collector.disabled && !collector.secondFactor && (
          <Badge color="amber" variant="light">
            {t('noSecondFactor')}
          </Badge>
        )}
        {collector.openHandoffs > 0 && (
          <span className={css.small}>{t('openNow', { count: collector.openHandoffs })}</span>
        )}
      </span>
      {onEdit && (
        <ActionIcon
          className={css.edit}
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t('edit', { name: collector.name })}
          onClick={() => onEdit(collector)}
        >
          <Icon name="pencil" />
        </ActionIcon>
      )}
    </li>
  );
}
