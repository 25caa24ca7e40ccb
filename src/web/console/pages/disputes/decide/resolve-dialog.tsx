import { Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { DisputeView } from '../../../../../http/contract/console.ts';
import { useResolveDispute } from '../../../api/disputes.ts';
import { AmountInput } from '../../../cases/amount-input.tsx';
import { useTexts } from '../../../texts/index.ts';
import { DialogForm } from '../../../ui/dialog-form.tsx';
import { Consequences } from './consequences.tsx';
import { type Outcome, readResolution } from './resolution.ts';
import { useResolveFailure } from './use-resolve-failure.ts';

const OUTCOMES: readonly Outcome[] = ['upheld', 'partly', 'rejected'];
const LONGEST_NOTE = 400;

interface Props {
  dispute: DisputeView;
  first: Outcome;
  onClose: () => void;
  onDone: () => void;
}

/** The outcome, its amount and words, and everything that follows from it before it happens. */
export function ResolveDialog({ dispute, first, onClose, onDone }: Props) {
  const t = useTexts('disputes');
  const ui = useTexts('ui');
  const resolve = useResolveDispute(dispute.id);
  const [outcome, setOutcome] = useState(first);
  const [credit, setCredit] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const problem = useResolveFailure(resolve.error, onClose);
  const read = readResolution(dispute, outcome, credit, note);
  const { credit: wrongCredit } = read.troubles;
  function submit() {
    setTried(true);
    if (read.body) resolve.mutate(read.body, { onSuccess: onDone });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('decideTitle', { case: dispute.caseNumber })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <DialogForm
        busy={resolve.isPending}
        problem={problem}
        submit={t(`submit.${outcome}`)}
        onCancel={onClose}
        onSubmit={submit}
      >
        <Radio.Group
          label={t('outcome')}
          value={outcome}
          onChange={(value) => setOutcome(OUTCOMES.find((one) => one === value) ?? outcome)}
        >
          <Stack gap="xs" mt="xs">
            {OUTCOMES.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`outcomes.${one}`)}
                data-autofocus={one === first || undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
        {outcome === 'partly' && (
          <AmountInput
            label={t('credit', { currency: dispute.disputed.currency })}
            value={credit}
            exponent={dispute.disputed.exponent}
            onChange={setCredit}
            error={wrongCredit && (tried || wrongCredit !== 'missing') && t(`trouble.${wrongCredit}`)}
          />
        )}
        <Textarea
          label={t(outcome === 'rejected' ? 'noteNeeded' : 'note')}
          description={t('noteWhat', { left: LONGEST_NOTE - note.length })}
          rows={3}
          maxLength={LONGEST_NOTE}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
          error={tried && read.troubles.note && t('trouble.note')}
        />
        <Consequences dispute={dispute} outcome={outcome} read={read} note={note.trim()} />
      </DialogForm>
    </Modal>
  );
}
