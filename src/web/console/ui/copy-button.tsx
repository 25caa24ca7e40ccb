import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useTexts } from '../texts/index.ts';
import { Icon } from './icon.tsx';

/** Copies a text and says so. */
export function CopyButton({ text }: { text: string }) {
  const t = useTexts('ui');
  const { copy, copied } = useClipboard({ timeout: 3000 });
  return (
    <Button
      variant="default"
      leftSection={<Icon name={copied ? 'check' : 'copy'} size={16} />}
      onClick={() => copy(text)}
    >
      <span aria-live="polite">{t(copied ? 'copied' : 'copy')}</span>
    </Button>
  );
}
