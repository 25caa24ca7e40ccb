import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { useDebtorFile } from '../../api/debtors.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useTexts } from '../../texts/index.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { DebtorView } from './file/debtor-view.tsx';

/** Everything the ledger and the conversations know of one debtor. */
export function DebtorPage({ id }: { id: number }) {
  const t = useTexts('debtors');
  const [, navigate] = useLocation();
  const file = useDebtorFile(id);
  useShortcut('u', t('back'), () => navigate('/debtors'));
  return (
    <Page
      title={file.data?.name ?? t('title')}
      actions={
        <Button
          component={Link}
          href="/debtors"
          variant="default"
          size="sm"
          leftSection={<Icon name="back" size={16} />}
        >
          {t('back')}
        </Button>
      }
    >
      {file.data ? (
        <DebtorView file={file.data} />
      ) : file.isError ? (
        <ErrorState error={file.error} retry={file.refetch} />
      ) : (
        <SkeletonRows rows={6} height={96} />
      )}
    </Page>
  );
}
