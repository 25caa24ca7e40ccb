import { Checkbox, MultiSelect, Stack } from '@mantine/core';
import type { Creditor } from '../../../../http/contract/console.ts';

/** So many are all shown; a list that opens would cover what comes next. */
const AT_A_GLANCE = 8;

interface Props {
  label: string;
  description?: string;
  creditors: Creditor[];
  value: number[];
  error?: string | undefined;
  onChange: (ids: number[]) => void;
}

/** Some of the creditors, by name. */
export function CreditorSelect({ label, description, creditors, value, error, onChange }: Props) {
  const common = {
    label,
    description,
    error,
    value: value.map(String),
    onChange: (chosen: string[]) => onChange(chosen.map(Number)),
  };
  if (creditors.length <= AT_A_GLANCE) {
    return (
      <Checkbox.Group {...common}>
        <Stack gap="xs" mt="xs">
          {creditors.map(({ id, name }) => (
            <Checkbox key={id} value={String(id)} label={name} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  }
  return (
    <MultiSelect
      {...common}
      searchable
      comboboxProps={{ position: 'top' }}
      data={creditors.map(({ id, name }) => ({ value: String(id), label: name }))}
    />
  );
}
