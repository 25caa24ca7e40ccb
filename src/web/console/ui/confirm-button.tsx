import { Button, type ButtonProps, Group, Popover, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../texts/index.ts';

interface Props extends ButtonProps {
  children: ReactNode;
  /** What will happen, in one sentence. */
  question: string;
  /** The word on the second button; the first one's when absent. */
  confirm?: string;
  /** Red: something is destroyed. */
  destructive?: boolean;
  onConfirm: () => void;
}

/** A button that asks once before it does. */
export function ConfirmButton({ children, question, confirm, destructive, onConfirm, ...button }: Props) {
  const t = useTexts('ui');
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} trapFocus withArrow returnFocus shadow="md" width={280}>
      <Popover.Target>
        <Button variant="default" {...button} onClick={() => setOpen(true)}>
          {children}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text size="sm">{question}</Text>
          <Group gap="xs" justify="flex-end">
            <Button size="xs" variant="default" onClick={() => setOpen(false)}>
              {t('cancel')}
            </Button>
            <Button
              size="xs"
              color={destructive ? 'red' : 'teal'}
              onClick={() => {
                setOpen(false);
                onConfirm();
              }}
            >
              {confirm ?? children}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
