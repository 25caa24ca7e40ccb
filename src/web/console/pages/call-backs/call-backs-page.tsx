import { useState } from 'react';
import { useCallBacks } from '../../api/call-backs.ts';
import { useCounts } from '../../api/queue.ts';
import css from '../../cases/list.module.css';
import { RowList } from '../../cases/row-list.tsx';
import { Tabs } from '../../cases/tabs.tsx';
import { useTexts } from '../../texts/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { CallBackRow } from './call-back-row.tsx';
import own from './call-backs.module.css';

/** What was promised to whom and when; soonest first. */
export default function CallBacksPage() {
  const t = useTexts('callBacks');
  const [state, setState] = useState<'open' | 'done'>('open');
  const counts = useCounts().data;
  const query = useCallBacks(state);
  return (
    <Page title={t('title')} fill>
      <div className={css.page}>
        <div className={css.bars}>
          <Tabs
            label={t('lists')}
            value={state}
            tabs={[
              { value: 'open', words: t('open'), count: counts?.callBacks },
              { value: 'done', words: t('done') },
            ]}
            onChange={setState}
          />
        </div>
        <RowList
          key={state}
          query={query}
          label={t('title')}
          keyLabels={{ next: t('keys.next'), previous: t('keys.previous') }}
          head={
            <div className={`${css.head} ${own.columns}`} aria-hidden>
              <span>{t('columns.slot')}</span>
              <span>{t('columns.who')}</span>
              <span>{t('columns.where')}</span>
              <span />
            </div>
          }
          empty={<Empty icon="phone" title={t(`empty.${state}.title`)} what={t(`empty.${state}.what`)} />}
          row={(item) => <CallBackRow key={item.id} item={item} />}
        />
      </div>
    </Page>
  );
}
