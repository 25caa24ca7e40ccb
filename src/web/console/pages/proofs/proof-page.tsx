import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { useProof, useProofs } from '../../api/proofs.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { CaseActions } from '../../cases/case-actions.tsx';
import { useCaseFilter } from '../../cases/case-filter.ts';
import { neighbours } from '../../cases/neighbours.ts';
import { useTexts } from '../../texts/index.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { ProofDesk } from './decide/proof-desk.tsx';

/** One proof: what was sent beside what is claimed, and the decision. */
export function ProofPage({ id }: { id: number }) {
  const t = useTexts('proofs');
  const [, navigate] = useLocation();
  const { filter, search } = useCaseFilter();
  const list = useProofs(filter).data?.pages.flatMap(({ items }) => items) ?? [];
  const { before, after, position, next } = neighbours(list, id);
  const proof = useProof(id);
  const back = `/proofs${search}`;
  useShortcut('u', t('keys.back'), () => navigate(back));
  const nextId = next?.id;
  const goOn = useCallback(
    () => navigate(nextId === undefined ? `/proofs${search}` : `/proofs/${nextId}${search}`),
    [navigate, nextId, search],
  );
  return (
    <Page
      title={proof.data ? t('titleOf', { receipt: proof.data.receiptNumber }) : t('title')}
      fill
      actions={
        <CaseActions
          base="/proofs"
          search={search}
          before={before}
          after={after}
          position={position}
          total={list.length}
          labels={{ next: t('keys.next'), previous: t('keys.previous'), back: t('back') }}
        />
      }
    >
      {proof.data ? (
        <ProofDesk proof={proof.data} onDone={goOn} />
      ) : proof.isError ? (
        <ErrorState error={proof.error} retry={proof.refetch} />
      ) : (
        <SkeletonRows rows={8} height={56} />
      )}
    </Page>
  );
}
