import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CollectorItem, NewCollector } from '../../../../http/contract/console.ts';
import { useMay } from '../../api/session.ts';
import { useTeam } from '../../api/team.ts';
import { useTexts } from '../../texts/index.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { CollectorDialog } from './collector-dialog.tsx';
import { CollectorList } from './collector-list.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { TeamsSection } from './teams-section.tsx';

/** Who works here and for whom; to change it one must manage the team. */
export default function TeamPage() {
  const t = useTexts('team');
  const mayManage = useMay('manage_team');
  const { data: team, error, refetch } = useTeam();
  const [edited, setEdited] = useState<CollectorItem | 'new' | null>(null);
  const [issued, setIssued] = useState<NewCollector | null>(null);
  return (
    <Page
      title={t('title')}
      actions={
        mayManage && (
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setEdited('new')}>
            {t('add')}
          </Button>
        )
      }
    >
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !team ? (
        <SkeletonRows />
      ) : (
        <>
          <Section title={t('people')}>
            <CollectorList team={team} onEdit={mayManage ? setEdited : undefined} />
          </Section>
          <TeamsSection team={team} mayManage={mayManage} />
          {edited && (
            <CollectorDialog
              team={team}
              collector={edited === 'new' ? null : edited}
              onClose={() => setEdited(null)}
              onIssued={setIssued}
            />
          )}
          {issued && <PasswordDialog issued={issued} onClose={() => setIssued(null)} />}
        </>
      )}
    </Page>
  );
}
