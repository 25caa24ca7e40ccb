import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { QueueFilter } from '../../api/queue-filter.ts';
import { useLocale, useTexts } from '../../texts/index.ts';
import { minorOf, wholeUnits } from './amount-input.ts';
import css from './queue-page.module.css';

interface Props {
  filter: QueueFilter;
  currencies: readonly string[];
  onChange: (part: Partial<QueueFilter>) => void;
  labelled: boolean;
}

/** From how much on, in which currency: one number says nothing without the other. */
export function AmountFilter({ filter, currencies, onChange, labelled }: Props) {
  const t = useTexts('queue');
  const locale = useLocale();
  const currency = filter.currency ?? currencies[0] ?? 'IDR';
  const shown = wholeUnits(filter.minAmount, currency, locale);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const apply = () => {
    const minAmount = minorOf(text, currency);
    setText(wholeUnits(minAmount, currency, locale));
    if (minAmount !== filter.minAmount) onChange({ minAmount, currency: minAmount ? currency : undefined });
  };
  const choices = [...new Set([...currencies, currency])];
  return (
    <Group gap={4} wrap="nowrap" align="flex-end">
      <NativeSelect
        {...(labelled ? { label: t('filters.currency') } : { 'aria-label': t('filters.currency') })}
        w={84}
        value={currency}
        onChange={({ currentTarget }) =>
          onChange({ currency: currentTarget.value, minAmount: minorOf(text, currentTarget.value) })
        }
        data={choices}
      />
      <TextInput
        {...(labelled ? { label: t('filters.amount') } : { 'aria-label': t('filters.amount') })}
        placeholder={t('filters.amount')}
        className={labelled ? css.grow : css.amount}
        inputMode="numeric"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={apply}
        onKeyDown={({ key }) => key === 'Enter' && apply()}
      />
    </Group>
  );
}
