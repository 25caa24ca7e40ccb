import { MultiSelect } from '@mantine/core';
import type { Creditor } from '../../../../http/contract/console.ts';

/** Some of the creditors, by name. */
export function CreditorSelect(props: {
  label: string;
  description?: string;
  creditors: Creditor[];
  value: number[];
  error?: string | undefined;
  onChange: (ids: number[]) => void;
}) {
  return (
    <MultiSelect
      label={props.label}
      description={props.description}
      error={props.error}
      searchable={props.creditors.length > 5}
      data={props.creditors.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={props.value.map(String)}
      onChange={(chosen) => props.onChange(chosen.map(Number))}
    />
  );
}
