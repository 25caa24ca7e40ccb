import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import type { AcceptProof, ProofView } from '../../../../../http/contract/console.ts';
import { useAcceptProof } from '../../../api/proofs.ts';
import { amountWords } from '../../../cases/amount.ts';
import { Told } from '../../../cases/told.tsx';
import { useLocale, useTexts } from '../../../texts/index.ts';
import { formatDay } from '../../../ui/dates.ts';
import { exponentOf } from '../../queue/amount-input.ts';
import { useAcceptedLines } from './accepted-lines.ts';
import css from './desk.module.css';
import { useDecisionFailure } from './use-decision-failure.ts';

interface Props {
  proof: ProofView;
  body: AcceptProof;
  onClose: () => void;
  onDone: () => void;
}

/** Says in words exactly what will be booked, before it is. */
export function AcceptDialog({ proof, body, onClose, onDone }: Props) {
  const t = useTexts('proofs');
  const ui = useTexts('ui');
  const locale = useLocale();
  const linesOf = useAcceptedLines();
  const accept = useAcceptProof(proof.id);
  const { currency } = proof;
  const exponent = exponentOf(currency);
  const words = (minor: number) => amountWords({ minor, currency, exponent }, locale);
  const problem = useDecisionFailure(accept.error, onClose);
  const parts = body.allocations.flatMap((part) => {
    const invoice = proof.candidates.find(({ invoiceId }) => invoiceId === part.invoiceId);
    if (!invoice) return [];
    const left = invoice.outstanding.minor - part.amountMinor;
    const minor = part.amountMinor;
    return [{ number: invoice.number, minor, amount: words(minor), left: left > 0 ? words(left) : null }];
  });
  const creditMinor = body.amountMinor - body.allocations.reduce((sum, part) => sum + part.amountMinor, 0);
  const credit = creditMinor > 0 ? words(creditMinor) : null;
  const amount = words(body.amountMinor);
  const day = formatDay(body.receivedOn, locale);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('acceptTitle', { receipt: proof.receiptNumber })}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate(body, { onSuccess: onDone });
        }}
      >
        <Stack>
          <div className={css.booked}>
            <p>{t('booked.head', { amount, day, reference: body.bankReference, name: proof.debtor.name })}</p>
            <ul>
              {parts.map(({ number, amount: part, left }) => (
                <li key={number}>
                  {left === null
                    ? t('booked.settles', { number, amount: part })
                    : t('booked.part', { number, amount: part, left })}
                </li>
              ))}
              {credit && <li>{t('booked.credit', { credit })}</li>}
            </ul>
          </div>
          <Told
            label={t('told.label')}
            lines={linesOf({
              receipt: proof.receiptNumber,
              amount,
              day,
              parts,
              words,
              credit,
            })}
            note={t('told.how')}
          />
          {problem && (
            <Alert color="red" variant="light" role="alert">
              {problem}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {ui('cancel')}
            </Button>
            <Button type="submit" loading={accept.isPending} data-autofocus>
              {t('acceptNow', { amount })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
