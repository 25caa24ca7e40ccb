import { ActionIcon, Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { TeamItem, TeamView } from '../../../../http/contract/console.ts';
import { useTexts } from '../../texts/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/section.tsx';
import { creditorNames } from './creditor-names.ts';
import css from './team.module.css';
import { TeamDialog } from './team-dialog.tsx';

/** The teams: whose debtors their members see. */
export function TeamsSection({ team, mayManage }: { team: TeamView; mayManage: boolean }) {
  const t = useTexts('team');
  const [edited, setEdited] = useState<TeamItem | 'new' | null>(null);
  const members = (id: number) => team.collectors.filter((one) => one.teamId === id && !one.disabled).length;
  return (
    <Section
      title={t('teams.title')}
      actions={
        mayManage && (
          <Button size="xs" variant="default" onClick={() => setEdited('new')}>
            {t('teams.add')}
          </Button>
        )
      }
    >
      {team.teams.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('teams.empty')}
        </Text>
      )}
      <ul className={css.list}>
        {team.teams.map((one) => (
          <li key={one.id} className={css.team}>
            <strong>{one.name}</strong>
            <span>{creditorNames(team, one.creditorIds).join(', ') || t('teams.none')}</span>
            <span className={css.small}>{t('teams.members', { count: members(one.id) })}</span>
            {mayManage && (
              <ActionIcon
                className={css.edit}
                variant="subtle"
                color="gray"
                size={36}
                aria-label={t('teams.edit', { name: one.name })}
                onClick={() => setEdited(one)}
              >
                <Icon name="pencil" />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {edited && (
        <TeamDialog
          team={edited === 'new' ? null : edited}
          creditors={team.creditors}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  );
}
