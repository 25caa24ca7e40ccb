import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useTexts } from '../texts/index.ts';
import { Empty } from '../ui/empty.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  const t = useTexts('shell');
  return (
    <Empty icon="search" title={t('notFound.title')} what={t('notFound.what')}>
      <Button component={Link} href="/queue" variant="default" mt="sm">
        {t('notFound.back')}
      </Button>
    </Empty>
  );
}
