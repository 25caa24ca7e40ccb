import { Button } from '@mantine/core';
import { useCallback } from 'react';
import { Link, useLocation } from 'wouter';
import { useProof, useProofs } from '../../api/proofs.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useCaseFilter } from '../../cases/case-filter.ts';
import { neighbours } from '../../cases/neighbours.ts';
import { Steps } from '../../cases/steps.tsx';
import { useTexts } from '../../texts/index.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
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
        <>
          <Steps
            before={before && `/proofs/${before.id}${search}`}
            after={after && `/proofs/${after.id}${search}`}
            position={position}
            total={list.length}
            labels={{ next: t('keys.next'), previous: t('keys.previous') }}
          />
          <Button
            component={Link}
            href={back}
            variant="default"
            size="sm"
            leftSection={<Icon name="back" size={16} />}
          >
            {t('back')}
          </Button>
        </>
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
