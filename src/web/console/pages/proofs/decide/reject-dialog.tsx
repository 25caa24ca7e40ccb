import { Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ProofView, RejectReason } from '../../../../../http/contract/console.ts';
import { useRejectProof } from '../../../api/proofs.ts';
import { Told } from '../../../cases/told.tsx';
import { useTexts } from '../../../texts/index.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { useDecisionFailure } from './use-decision-failure.ts';

const REASONS: readonly RejectReason[] = [
  'unreadable',
  'not_received',
  'wrong_amount',
  'wrong_recipient',
  'duplicate',
  'other',
];
const LONGEST_NOTE = 400;

interface Props {
  proof: ProofView;
  onClose: () => void;
  onDone: () => void;
}

/** Why the claim does not hold, and what the debtor will read. */
export function RejectDialog({ proof, onClose, onDone }: Props) {
  const t = useTexts('proofs');
  const ui = useTexts('ui');
  const reject = useRejectProof(proof.id);
  const [reason, setReason] = useState<RejectReason>();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const problem = useDecisionFailure(reject.error, onClose);
  const written = note.trim();
  const noteMissing = reason === 'other' && written === '';
  function submit() {
    setTried(true);
    if (!reason || noteMissing) return;
    reject.mutate({ reason, ...(written && { note: written }) }, { onSuccess: onDone });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('rejectTitle', { receipt: proof.receiptNumber })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <DialogForm
        busy={reject.isPending}
        problem={problem}
        submit={t('rejectNow')}
        onCancel={onClose}
        onSubmit={submit}
      >
        <Radio.Group
          label={t('why')}
          value={reason ?? ''}
          onChange={(value) => setReason(REASONS.find((one) => one === value))}
          error={tried && !reason && t('trouble.reason')}
        >
          <Stack gap="xs" mt="xs">
            {REASONS.map((one, index) => (
              <Radio
                key={one}
                value={one}
                label={t(`reasons.${one}`)}
                data-autofocus={index === 0 || undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t(reason === 'other' ? 'noteNeeded' : 'note')}
          description={t('noteWhat', { left: LONGEST_NOTE - note.length })}
          rows={3}
          maxLength={LONGEST_NOTE}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
          error={tried && noteMissing && t('trouble.note')}
        />
        {reason && (
          <Told
            label={t('told.label')}
            lines={[
              t('told.proof_rejected', { receipt: proof.receiptNumber, reason: t(`told.reject_${reason}`) }),
              ...(written ? [t('told.note', { note: written })] : []),
              t(`told.next_${reason}`),
            ]}
            note={t('told.how')}
          />
        )}
      </DialogForm>
    </Modal>
  );
}
