import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useTexts } from '../texts/index.ts';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  const t = useTexts('shell');
  return (
    <Page title={t('notFound.title')}>
      <Empty icon="search" title={t('notFound.what')}>
        <Button component={Link} href="/queue" variant="default" mt="sm">
          {t('notFound.back')}
        </Button>
      </Empty>
    </Page>
  );
}
