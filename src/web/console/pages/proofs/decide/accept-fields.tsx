import { TextInput } from '@mantine/core';
import { AmountInput } from '../../../cases/amount-input.tsx';
import { useTexts } from '../../../texts/index.ts';
import css from './desk.module.css';
import type { useFilled } from './use-filled.ts';

interface Props {
  form: ReturnType<typeof useFilled>;
  /** What is merely missing is said once somebody has tried to accept. */
  tried: boolean;
  currency: string;
}

/** The money as the bank has it: how much, when, under which reference. */
export function AcceptFields({ form, tried, currency }: Props) {
  const t = useTexts('proofs');
  const { filled, change, read, exponent, today } = form;
  const { amount, receivedOn, reference } = read.troubles;
  const said = (trouble: string | undefined) => trouble !== undefined && (tried || trouble !== 'missing');
  return (
    <div className={css.fields}>
      <AmountInput
        label={t('fields.amount', { currency })}
        value={filled.amount}
        exponent={exponent}
        onChange={(text) => change({ amount: text })}
        error={said(amount) && amount && t(`trouble.${amount}`)}
      />
      <TextInput
        type="date"
        label={t('fields.receivedOn')}
        value={filled.receivedOn}
        max={today}
        onChange={({ currentTarget }) => change({ receivedOn: currentTarget.value })}
        error={said(receivedOn) && receivedOn && t(`trouble.day.${receivedOn}`)}
      />
      <TextInput
        className={css.wide}
        label={t('fields.reference')}
        description={t('fields.referenceWhat')}
        value={filled.reference}
        maxLength={80}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => change({ reference: currentTarget.value })}
        error={said(reference) && reference && t('trouble.reference')}
      />
    </div>
  );
}
