import { Skeleton, Stack } from '@mantine/core';
import { useTexts } from '../texts/index.ts';

/** Grey rows while a list is on its way. */
export function SkeletonRows({ rows = 8, height = 40 }: { rows?: number; height?: number }) {
  const t = useTexts('ui');
  return (
    <Stack gap="xs" p="xs" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
        <Skeleton key={row} height={height} radius="sm" />
      ))}
    </Stack>
  );
}
