import { Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Creditor, TeamItem } from '../../../../http/contract/console.ts';
import { useSaveTeam } from '../../api/team.ts';
import { useTexts } from '../../texts/index.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { CreditorSelect } from './creditor-select.tsx';
import { useTeamProblem } from './use-team-problem.ts';

/** A new team (`team` null) or a change to one. */
export function TeamDialog(props: { team: TeamItem | null; creditors: Creditor[]; onClose: () => void }) {
  const t = useTexts('team');
  const ui = useTexts('ui');
  const { team, creditors, onClose } = props;
  const [name, setName] = useState(team?.name ?? '');
  const [creditorIds, setCreditorIds] = useState(team?.creditorIds ?? []);
  const save = useSaveTeam(team?.id ?? null);
  const { fields, problem } = useTeamProblem(save.error);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(team ? 'teams.editTitle' : 'teams.add')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <DialogForm
        busy={save.isPending}
        problem={problem}
        onCancel={onClose}
        onSubmit={() => save.mutate({ name: name.trim(), creditorIds }, { onSuccess: onClose })}
      >
        <Stack>
          <TextInput
            label={t('teams.name')}
            required
            withAsterisk={false}
            maxLength={80}
            data-autofocus
            value={name}
            error={fields.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <CreditorSelect
            label={t('teams.creditors')}
            creditors={creditors}
            value={creditorIds}
            error={fields.creditorIds}
            onChange={setCreditorIds}
          />
        </Stack>
      </DialogForm>
    </Modal>
  );
}
