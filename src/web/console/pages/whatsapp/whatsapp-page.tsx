import { Code, Text } from '@mantine/core';
import { useWhatsAppNumbers } from '../../api/whatsapp.ts';
import { useTexts } from '../../texts/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { NumberSection } from './number-section.tsx';

/** The firm's own numbers: how they fare, what to do, linking. */
export default function WhatsAppPage() {
  const t = useTexts('whatsapp');
  const { data: numbers, error, refetch } = useWhatsAppNumbers();
  return (
    <Page title={t('title')} narrow>
      {error && !numbers ? (
        <ErrorState error={error} retry={refetch} />
      ) : !numbers ? (
        <SkeletonRows />
      ) : numbers.length === 0 ? (
        <Empty icon="chatPhone" title={t('emptyTitle')} what={t('emptyWhat')}>
          <Code>sapa whatsapp add</Code>
          <Text c="dimmed" size="sm" maw={420}>
            {t('emptyThen')}
          </Text>
        </Empty>
      ) : (
        numbers.map((number) => <NumberSection key={number.id} number={number} />)
      )}
    </Page>
  );
}
