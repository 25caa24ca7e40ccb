import { Button, Group } from '@mantine/core';
import { useTexts } from '../../texts/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { SLOTS, type Slot } from './fill-reply.ts';

/** Puts a slot where the cursor is. */
export function SlotButtons({ onInsert }: { onInsert: (slot: Slot) => void }) {
  const t = useTexts('replies');
  return (
    <Group gap={8} role="group" aria-label={t('fields.insert')}>
      {SLOTS.map((slot) => (
        <Button
          key={slot}
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => onInsert(slot)}
        >
          {t(`slots.${slot}`)}
        </Button>
      ))}
    </Group>
  );
}
