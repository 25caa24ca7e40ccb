import { TextInput } from '@mantine/core';
import { useTexts } from '../../texts/index.ts';
import css from './sign-in.module.css';

/** Six digits; spaces that people type between them are dropped. */
export function CodeInput({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const t = useTexts('signIn');
  return (
    <TextInput
      label={t('code.label')}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9]{6}"
      maxLength={7}
      required
      withAsterisk={false}
      size="md"
      autoFocus
      classNames={{ input: css.code }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
    />
  );
}
