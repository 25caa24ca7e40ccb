import { Button } from '@mantine/core';
import { useTexts } from '../../texts/index.ts';
import { Empty } from '../../ui/empty.tsx';
import type { View } from './queue-filter.ts';

/** Why nothing is here, and how something would come. */
export function QueueEmpty(props: { view: View; filtered: boolean; onClear: () => void }) {
  const t = useTexts('queue');
  if (props.filtered) {
    return (
      <Empty icon="search" title={t('empty.filtered.title')} what={t('empty.filtered.what')}>
        <Button variant="default" mt="sm" onClick={props.onClear}>
          {t('filters.clear')}
        </Button>
      </Empty>
    );
  }
  return <Empty title={t(`empty.${props.view}.title`)} what={t(`empty.${props.view}.what`)} />;
}
