import { NativeSelect } from '@mantine/core';
import { useSession } from '../api/session.ts';
import { useTexts } from '../texts/index.ts';
import css from './list.module.css';

interface Props {
  value: number | undefined;
  onChange: (creditor: number | undefined) => void;
}

/** One creditor or all of one's own; nothing to choose for whoever has one alone. */
export function CreditorFilter({ value, onChange }: Props) {
  const t = useTexts('queue');
  const { creditors } = useSession();
  if (creditors.length < 2) return null;
  return (
    <NativeSelect
      className={css.field}
      aria-label={t('filters.creditor')}
      value={value ?? ''}
      onChange={({ currentTarget }) => onChange(Number(currentTarget.value) || undefined)}
      data={[
        { value: '', label: t('filters.anyCreditor') },
        ...creditors.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
    />
  );
}
