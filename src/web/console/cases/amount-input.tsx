import { TextInput, type TextInputProps } from '@mantine/core';
import { useLocale } from '../texts/index.ts';
import { readAmount, writeAmount } from './amount.ts';
import css from './amount-input.module.css';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'size'> {
  value: string;
  exponent: number;
  onChange: (text: string) => void;
  size?: 'xs' | 'sm';
}

/** An amount as it is typed; when the field is left it is written as the language writes it. */
export function AmountInput({ value, exponent, onChange, ...rest }: Props) {
  const locale = useLocale();
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      maxLength={30}
      classNames={{ input: css.input ?? '' }}
      {...rest}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      onBlur={() => {
        const read = readAmount(value, exponent);
        if (read.ok) onChange(writeAmount(read.minor, exponent, locale));
      }}
    />
  );
}
