import { useProofs } from '../../api/proofs.ts';
import { useCounts } from '../../api/queue.ts';
import { useCaseFilter } from '../../cases/case-filter.ts';
import { CreditorFilter } from '../../cases/creditor-filter.tsx';
import css from '../../cases/list.module.css';
import { RowList } from '../../cases/row-list.tsx';
import { Tabs } from '../../cases/tabs.tsx';
import { useTexts } from '../../texts/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { ProofHead, ProofRow } from './proof-row.tsx';

/** Proofs that wait for a decision, or those that had one. */
export function ProofList() {
  const t = useTexts('proofs');
  const { filter, change, search } = useCaseFilter();
  const counts = useCounts().data;
  const query = useProofs(filter);
  const { state } = filter;
  return (
    <Page title={t('title')} fill>
      <div className={css.page}>
        <div className={css.bars}>
          <Tabs
            label={t('lists')}
            value={state}
            tabs={[
              { value: 'open', words: t('open'), count: counts?.proofs },
              { value: 'decided', words: t('decided') },
            ]}
            onChange={(to) => change({ state: to })}
          />
          <CreditorFilter value={filter.creditor} onChange={(creditor) => change({ creditor })} />
        </div>
        <RowList
          key={search}
          query={query}
          label={t('title')}
          keyLabels={{ next: t('keys.next'), previous: t('keys.previous') }}
          head={<ProofHead decided={state === 'decided'} />}
          empty={<Empty icon="receipt" title={t(`empty.${state}.title`)} what={t(`empty.${state}.what`)} />}
          row={(proof) => <ProofRow key={proof.id} proof={proof} search={search} />}
        />
      </div>
    </Page>
  );
}
