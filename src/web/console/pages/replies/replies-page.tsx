import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CannedReply } from '../../../../http/contract/console.ts';
import { useReplies } from '../../api/replies.ts';
import { useMay } from '../../api/session.ts';
import { useLocale, useTexts } from '../../texts/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { ReplyDialog } from './reply-dialog.tsx';
import { fits, NO_FILTER, ownLanguageFirst } from './reply-filter.ts';
import { ReplyFilters } from './reply-filters.tsx';
import { ReplyList } from './reply-list.tsx';

/** Sentences for everybody; changed by those who may. */
export default function RepliesPage() {
  const t = useTexts('replies');
  const mayEdit = useMay('edit_replies');
  const { data, error, refetch } = useReplies();
  const [filter, setFilter] = useState(NO_FILTER);
  const [edited, setEdited] = useState<CannedReply | 'new' | null>(null);
  const locale = useLocale();
  const shown = data?.filter((one) => fits(one, filter)).sort(ownLanguageFirst(locale));
  return (
    <Page
      title={t('title')}
      actions={
        mayEdit && (
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setEdited('new')}>
            {t('add')}
          </Button>
        )
      }
    >
      <ReplyFilters filter={filter} onChange={setFilter} />
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !shown ? (
        <SkeletonRows height={64} />
      ) : data?.length === 0 ? (
        <Empty icon="quote" title={t('empty.title')} what={t('empty.what')} />
      ) : shown.length === 0 ? (
        <Empty icon="search" title={t('noneFound.title')} what={t('noneFound.what')} />
      ) : (
        <ReplyList replies={shown} onEdit={mayEdit ? setEdited : undefined} />
      )}
      {edited && <ReplyDialog reply={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}
