import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { useTexts } from '../texts/index.ts';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import css from './recovery-codes.module.css';
import { saveText } from './save-text.ts';

/** Codes that are shown once, to copy or to keep as a file. `heading`: the file's first line. */
export function RecoveryCodes({ codes, heading }: { codes: readonly string[]; heading: string }) {
  const t = useTexts('signIn');
  const text = `${heading}\n\n${codes.join('\n')}\n`;
  return (
    <Stack gap="sm">
      <SimpleGrid component="ul" cols={2} spacing="xs" className={css.list} aria-label={t('codes.list')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </SimpleGrid>
      <Group gap="xs">
        <CopyButton text={text} />
        <Button
          variant="default"
          leftSection={<Icon name="download" size={16} />}
          onClick={() => saveText('sapa-recovery-codes.txt', text)}
        >
          {t('codes.download')}
        </Button>
      </Group>
    </Stack>
  );
}
