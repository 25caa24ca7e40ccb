import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { useDispute, useDisputes } from '../../api/disputes.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { CaseActions } from '../../cases/case-actions.tsx';
import { useCaseFilter } from '../../cases/case-filter.ts';
import { neighbours } from '../../cases/neighbours.ts';
import { useTexts } from '../../texts/index.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { DisputeDesk } from './decide/dispute-desk.tsx';

/** One dispute: what it is about, what colleagues noted, and the decision. */
export function DisputePage({ id }: { id: number }) {
  const t = useTexts('disputes');
  const [, navigate] = useLocation();
  const { filter, search } = useCaseFilter();
  const list = useDisputes(filter).data?.pages.flatMap(({ items }) => items) ?? [];
  const { before, after, position, next } = neighbours(list, id);
  const dispute = useDispute(id);
  const back = `/disputes${search}`;
  useShortcut('u', t('keys.back'), () => navigate(back));
  const nextId = next?.id;
  const goOn = useCallback(
    () => navigate(nextId === undefined ? `/disputes${search}` : `/disputes/${nextId}${search}`),
    [navigate, nextId, search],
  );
  return (
    <Page
      title={dispute.data ? t('titleOf', { case: dispute.data.caseNumber }) : t('title')}
      actions={
        <CaseActions
          base="/disputes"
          search={search}
          before={before}
          after={after}
          position={position}
          total={list.length}
          labels={{ next: t('keys.next'), previous: t('keys.previous'), back: t('back') }}
        />
      }
    >
      {dispute.data ? (
        <DisputeDesk dispute={dispute.data} onDone={goOn} />
      ) : dispute.isError ? (
        <ErrorState error={dispute.error} retry={dispute.refetch} />
      ) : (
        <SkeletonRows rows={8} height={56} />
      )}
    </Page>
  );
}
