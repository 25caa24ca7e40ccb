import { Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type {
  CollectorChange,
  CollectorInput,
  CollectorItem,
  NewCollector,
  TeamView,
} from '../../../../http/contract/console.ts';
import { useSession } from '../../api/session.ts';
import { useResetCollector, useSaveCollector } from '../../api/team.ts';
import { useTexts } from '../../texts/index.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { CollectorFields } from './collector-fields.tsx';
import { useTeamProblem } from './use-team-problem.ts';

interface Props {
  team: TeamView;
  /** Null: a new one. */
  collector: CollectorItem | null;
  onClose: () => void;
  /** A password was made, to be shown once. */
  onIssued: (issued: NewCollector) => void;
}

/** A new collector, or everything that can be done to one. */
export function CollectorDialog({ team, collector, onClose, onIssued }: Props) {
  const t = useTexts('team');
  const ui = useTexts('ui');
  const self = useSession().collector.id === collector?.id;
  const [value, setValue] = useState<CollectorInput>(() => ({
    email: collector?.email ?? '',
    name: collector?.name ?? '',
    firstName: collector?.firstName ?? '',
    role: collector?.role ?? 'collector',
    teamId: collector ? collector.teamId : (team.teams[0]?.id ?? null),
    creditorIds: collector?.creditorIds ?? [],
    locale: collector?.locale ?? 'id',
  }));
  const save = useSaveCollector(collector?.id ?? null);
  const reset = useResetCollector(collector?.id ?? 0);
  const { fields, problem } = useTeamProblem(save.error ?? reset.error);
  function submit() {
    save.mutate(collector ? changesOf(collector, value) : value, {
      onSuccess: (answer) => {
        onClose();
        if (!collector) onIssued(answer as NewCollector);
      },
    });
  }
  function resetAccess() {
    reset.mutate(undefined, {
      onSuccess: (issued) => {
        onClose();
        onIssued(issued);
      },
    });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(collector ? 'editTitle' : 'add')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <DialogForm busy={save.isPending} problem={problem} onCancel={onClose} onSubmit={submit}>
        <CollectorFields value={value} onChange={setValue} team={team} fields={fields} ownRole={self} />
        {collector && !self && (
          <Group gap="xs">
            <ConfirmButton
              size="xs"
              question={t('resetQuestion', { name: collector.name })}
              onConfirm={resetAccess}
              loading={reset.isPending}
            >
              {t('reset')}
            </ConfirmButton>
            {collector.disabled ? (
              <ConfirmButton
                size="xs"
                question={t('enable')}
                onConfirm={() => save.mutate({ disabled: false }, { onSuccess: onClose })}
              >
                {t('enable')}
              </ConfirmButton>
            ) : (
              <ConfirmButton
                size="xs"
                destructive
                question={t('disableQuestion', { name: collector.name })}
                onConfirm={() => save.mutate({ disabled: true }, { onSuccess: onClose })}
              >
                {t('disable')}
              </ConfirmButton>
            )}
          </Group>
        )}
      </DialogForm>
    </Modal>
  );
}

/** Only what is different: some of it nobody may change on their own account. */
function changesOf(before: CollectorItem, now: CollectorInput): CollectorChange {
  const changed = Object.entries(now).filter(
    ([name, value]) => JSON.stringify(before[name as keyof CollectorInput]) !== JSON.stringify(value),
  );
  return Object.fromEntries(changed);
}
