import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useDebtorSearch } from '../../api/debtors.ts';
import { filterOf } from '../../cases/case-filter.ts';
import { CreditorFilter } from '../../cases/creditor-filter.tsx';
import css from '../../cases/list.module.css';
import { RowList } from '../../cases/row-list.tsx';
import { useTexts } from '../../texts/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { DebtorRow } from './debtor-row.tsx';
import own from './debtors.module.css';

const WAIT_MS = 200;

/** Finds a debtor by name, number, invoice or phone; the words are kept in the address. */
export function DebtorSearch() {
  const t = useTexts('debtors');
  const [params, setParams] = useSearchParams();
  const { creditor } = filterOf(params);
  const [typed, setTyped] = useState(params.get('q') ?? '');
  const [q] = useDebouncedValue(typed.trim(), WAIT_MS);
  useEffect(() => {
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (q) next.set('q', q);
        else next.delete('q');
        return next;
      },
      { replace: true },
    );
  }, [q, setParams]);
  const query = useDebtorSearch({ q, ...(creditor !== undefined && { creditor }) });
  const count = query.data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
  return (
    <Page title={t('title')} fill>
      <div className={css.page}>
        <div className={css.bars}>
          <TextInput
            type="search"
            className={own.search}
            leftSection={<Icon name="search" size={18} />}
            aria-label={t('search')}
            placeholder={t('search')}
            value={typed}
            maxLength={200}
            autoComplete="off"
            autoFocus={matchMedia('(pointer: fine)').matches}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
              const first = document.querySelector<HTMLElement>('a[data-row]');
              if (!first) return;
              event.preventDefault();
              if (event.key === 'Enter' && typed.trim() === q && !query.isFetching) first.click();
              else first.focus();
            }}
          />
          <CreditorFilter
            value={creditor}
            onChange={(to) =>
              setParams(
                (before) => {
                  const next = new URLSearchParams(before);
                  if (to === undefined) next.delete('creditor');
                  else next.set('creditor', String(to));
                  return next;
                },
                { replace: true },
              )
            }
          />
        </div>
        <div className="visually-hidden" role="status">
          {query.isSuccess &&
            !query.isFetching &&
            (query.hasNextPage ? t('saidMore', { count }) : t('said', { count }))}
        </div>
        <RowList
          query={query}
          label={t('results')}
          keyLabels={{ next: t('keys.next'), previous: t('keys.previous') }}
          empty={
            q ? (
              <Empty icon="search" title={t('notFound.title', { q })} what={t('notFound.what')} />
            ) : (
              <Empty icon="people" title={t('empty.title')} what={t('empty.what')} />
            )
          }
          row={(debtor) => <DebtorRow key={debtor.id} debtor={debtor} searched={q !== ''} />}
        />
      </div>
    </Page>
  );
}
