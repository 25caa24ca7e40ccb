import { NativeSelect } from '@mantine/core';
import { useQueueFilters } from '../../api/handoffs.ts';
import type { QueueFilter } from '../../api/queue-filter.ts';
import { useTexts } from '../../texts/index.ts';
import { AmountFilter } from './amount-filter.tsx';
import css from './queue-page.module.css';
import { useLocaleWords, useReasonWords } from './words.ts';

export interface FilterProps {
  filter: QueueFilter;
  onChange: (part: Partial<QueueFilter>) => void;
  onClear: () => void;
}

/** Minutes; what people ask for. */
const AGES = [15, 60, 240, 1440, 4320] as const;

/** One field for each filter; `labelled`: with visible names, one below the other. */
export function FilterFields({
  filter,
  onChange,
  labelled,
}: Omit<FilterProps, 'onClear'> & { labelled?: boolean }) {
  const t = useTexts('queue');
  const reasonWords = useReasonWords();
  const localeWords = useLocaleWords();
  const known = useQueueFilters().data;
  const ageWords = (minutes: number) =>
    minutes < 60
      ? t('filters.minutes', { count: minutes })
      : minutes < 1440
        ? t('filters.hours', { count: minutes / 60 })
        : t('filters.days', { count: minutes / 1440 });
  const named = (label: string) => (labelled ? { label } : { 'aria-label': label, className: css.field });
  return (
    <>
      <NativeSelect
        {...named(t('filters.creditor'))}
        value={filter.creditor ?? ''}
        onChange={({ currentTarget }) => onChange({ creditor: Number(currentTarget.value) || undefined })}
        data={[
          { value: '', label: t('filters.anyCreditor') },
          ...(known?.creditors ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
      <NativeSelect
        {...named(t('filters.reason'))}
        value={filter.reason ?? ''}
        onChange={({ currentTarget }) => onChange({ reason: currentTarget.value || undefined })}
        data={[
          { value: '', label: t('filters.anyReason') },
          ...withChosen(known?.reasons, filter.reason).map((value) => ({ value, label: reasonWords(value) })),
        ]}
      />
      <NativeSelect
        {...named(t('filters.locale'))}
        value={filter.locale ?? ''}
        onChange={({ currentTarget }) => onChange({ locale: currentTarget.value || undefined })}
        data={[
          { value: '', label: t('filters.anyLocale') },
          ...withChosen(known?.locales, filter.locale).map((value) => ({ value, label: localeWords(value) })),
        ]}
      />
      <NativeSelect
        {...named(t('filters.age'))}
        value={filter.minAge ?? ''}
        onChange={({ currentTarget }) => onChange({ minAge: Number(currentTarget.value) || undefined })}
        data={[
          { value: '', label: t('filters.anyAge') },
          ...AGES.map((value) => ({ value: String(value), label: ageWords(value) })),
        ]}
      />
      <AmountFilter
        filter={filter}
        currencies={[...new Set((known?.creditors ?? []).map(({ currency }) => currency))]}
        onChange={onChange}
        labelled={labelled ?? false}
      />
    </>
  );
}

/** What is chosen in the address is offered even when nothing open has it now. */
function withChosen(known: readonly string[] = [], chosen: string | undefined): string[] {
  return chosen && !known.includes(chosen) ? [...known, chosen] : [...known];
}
