import { Group, Kbd, Text } from '@mantine/core';
import { useTexts } from '../texts/index.ts';

/** A shortcut as keys: `g q` is one key, then another. */
export function KeysText({ keys }: { keys: string }) {
  const t = useTexts('shell');
  return (
    <Group gap={4} wrap="nowrap">
      {keys.split(' ').map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the keys of one shortcut never move
        <Group key={index} gap={4} wrap="nowrap">
          {index > 0 && (
            <Text size="xs" c="dimmed">
              {t('keys.then')}
            </Text>
          )}
          {key.split('+').map((part) => (
            <Kbd key={part}>{SHOWN[part] ?? part}</Kbd>
          ))}
        </Group>
      ))}
    </Group>
  );
}

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const SHOWN: Record<string, string> = {
  mod: MAC ? '⌘' : 'Ctrl',
  shift: 'Shift',
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
};
