import { Button, Stack, Text } from '@mantine/core';
import { useTexts } from '../texts/index.ts';
import { useFailureWords } from './failure.ts';
import { Icon } from './icon.tsx';

/** In place of what could not be loaded. `retry`: the query's refetch. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const t = useTexts('ui');
  const words = useFailureWords();
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center" role="alert">
      <Icon name="warning" size={32} />
      <Text fw={600}>{t('failed')}</Text>
      <Text c="dimmed" size="sm" maw={420}>
        {words(error)}
      </Text>
      {retry && (
        <Button variant="default" onClick={() => retry()}>
          {t('retry')}
        </Button>
      )}
    </Stack>
  );
}
