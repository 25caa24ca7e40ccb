import { useSearchParams } from 'wouter';
import type { QueueFilter } from '../../api/queue-filter.ts';
import { useTexts } from '../../texts/index.ts';
import { Page } from '../../ui/page.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterOf, paramsOf } from './queue-filter.ts';
import { QueueList } from './queue-list.tsx';
import css from './queue-page.module.css';
import { ViewTabs } from './view-tabs.tsx';

/** What waits for a person, the most pressing first; view and filters are kept in the address. */
export default function QueuePage() {
  const t = useTexts('queue');
  const [params, setParams] = useSearchParams();
  const filter = filterOf(params);
  const change = (part: Partial<QueueFilter>) =>
    setParams(paramsOf({ ...filter, ...part }), { replace: part.view === undefined });
  const clear = () => setParams(paramsOf({ view: filter.view }), { replace: true });
  return (
    <Page title={t('title')} fill>
      <div className={css.page}>
        <div className={css.bars}>
          <ViewTabs view={filter.view} onChange={(view) => change({ view })} />
          <FilterBar filter={filter} onChange={change} onClear={clear} />
        </div>
        <QueueList key={paramsOf(filter).toString()} filter={filter} onClear={clear} />
      </div>
    </Page>
  );
}
