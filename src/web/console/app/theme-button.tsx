import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core';
import { useProfileChange } from '../api/profile.ts';
import { useTexts } from '../texts/index.ts';
import { Icon } from '../ui/icon.tsx';

/** Light to dark and back; the choice is kept with the account. */
export function ThemeButton() {
  const t = useTexts('shell');
  const dark = useComputedColorScheme() === 'dark';
  const change = useProfileChange();
  const label = t(dark ? 'theme.toLight' : 'theme.toDark');
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={label}
        onClick={() => change.mutate({ preferences: { theme: dark ? 'light' : 'dark' } })}
      >
        <Icon name={dark ? 'sun' : 'moon'} />
      </ActionIcon>
    </Tooltip>
  );
}
