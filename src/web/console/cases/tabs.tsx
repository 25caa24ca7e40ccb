import { UnstyledButton } from '@mantine/core';
import { useShortcut } from '../app/shortcuts.ts';
import css from '../pages/queue/queue-page.module.css';

interface Tab<T extends string> {
  value: T;
  words: string;
  count?: number | undefined;
}

interface Props<T extends string> {
  label: string;
  value: T;
  tabs: readonly Tab<T>[];
  onChange: (value: T) => void;
}

/** Which of a few lists; keys 1, 2, … */
export function Tabs<T extends string>({ label, value, tabs, onChange }: Props<T>) {
  return (
    <nav className={css.tabs} aria-label={label}>
      {tabs.map((tab, index) => (
        <OneTab
          key={tab.value}
          {...tab}
          digit={index + 1}
          current={tab.value === value}
          onChange={onChange}
        />
      ))}
    </nav>
  );
}

function OneTab<T extends string>(
  props: Tab<T> & { digit: number; current: boolean; onChange: (value: T) => void },
) {
  const choose = () => props.onChange(props.value);
  useShortcut(String(props.digit), props.words, choose);
  return (
    <UnstyledButton className={css.tab} aria-current={props.current || undefined} onClick={choose}>
      {props.words}
      {props.count !== undefined && <span className={css.count}>{props.count}</span>}
    </UnstyledButton>
  );
}
