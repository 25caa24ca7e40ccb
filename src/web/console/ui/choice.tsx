import { Group, Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';

interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [value: T, text: string])[];
  onChange: (value: T) => void;
  /** The label is only read out. */
  hideLabel?: boolean;
}

/** One of a few, all of them in sight. */
export function Choice<T extends string>({ label, value, options, onChange, hideLabel }: Props<T>) {
  const id = useId();
  return (
    <Group gap="xs">
      <Input.Label id={id} className={hideLabel ? 'visually-hidden' : undefined} labelElement="div" miw={120}>
        {label}
      </Input.Label>
      <SegmentedControl
        aria-labelledby={id}
        value={value}
        onChange={(chosen) => onChange(chosen as T)}
        data={options.map(([one, text]) => ({ value: one, label: text }))}
      />
    </Group>
  );
}
