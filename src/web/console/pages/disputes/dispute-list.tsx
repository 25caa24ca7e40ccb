import { useDisputes } from '../../api/disputes.ts';
import { useCounts } from '../../api/queue.ts';
import { useCaseFilter } from '../../cases/case-filter.ts';
import { CreditorFilter } from '../../cases/creditor-filter.tsx';
import css from '../../cases/list.module.css';
import { RowList } from '../../cases/row-list.tsx';
import { Tabs } from '../../cases/tabs.tsx';
import { useTexts } from '../../texts/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { DisputeHead, DisputeRow } from './dispute-row.tsx';

/** Disputes that wait, the late and soonest due first, or those that were decided. */
export function DisputeList() {
  const t = useTexts('disputes');
  const { filter, change, search } = useCaseFilter();
  const counts = useCounts().data;
  const query = useDisputes(filter);
  const { state } = filter;
  return (
    <Page title={t('title')} fill>
      <div className={css.page}>
        <div className={css.bars}>
          <Tabs
            label={t('lists')}
            value={state}
            tabs={[
              { value: 'open', words: t('open'), count: counts?.disputes },
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
          head={<DisputeHead decided={state === 'decided'} />}
          empty={<Empty icon="scale" title={t(`empty.${state}.title`)} what={t(`empty.${state}.what`)} />}
          row={(dispute) => <DisputeRow key={dispute.id} dispute={dispute} search={search} />}
        />
      </div>
    </Page>
  );
}
