import { Button, Stack, Text, Title } from '@mantine/core';
import { useTexts } from '../texts/index.ts';

/** Shown where a page broke down. */
export function Crashed() {
  const t = useTexts('shell');
  return (
    <Stack align="center" p="xl" gap="sm" role="alert">
      <Title order={2} size="h4">
        {t('crashed.title')}
      </Title>
      <Text c="dimmed">{t('crashed.what')}</Text>
      <Button onClick={() => location.reload()}>{t('crashed.reload')}</Button>
    </Stack>
  );
}
