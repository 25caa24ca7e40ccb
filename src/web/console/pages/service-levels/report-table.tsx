import type { ReactNode } from 'react';
import type { ServiceLevelReport } from '../../../../http/contract/console.ts';
import { useTexts } from '../../texts/index.ts';
import { useReasonWords } from '../queue/words.ts';
import { KeptCell, RatingCell } from './cells.tsx';
import css from './service-levels.module.css';
import { type Totals, totalsOf } from './totals.ts';

type Row = ServiceLevelReport['rows'][number];

/** A row for each creditor and reason, all together last; on a phone each row is a card. */
export function ReportTable({ rows }: { rows: readonly Row[] }) {
  const t = useTexts('serviceLevels');
  const reasonWords = useReasonWords();
  return (
    <div className={css.card}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('columns.about')}</th>
            <th scope="col" className={css.end}>
              {t('columns.handoffs')}
            </th>
            <th scope="col">{t('columns.firstAnswer')}</th>
            <th scope="col">{t('columns.nextAnswer')}</th>
            <th scope="col">{t('columns.resolution')}</th>
            <th scope="col">{t('columns.rating')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={`${row.creditor.id}:${row.reason}`} row={row}>
              <b>{reasonWords(row.reason)}</b>
              <span className={css.dim}>{row.creditor.name}</span>
            </Line>
          ))}
        </tbody>
        {rows.length > 1 && (
          <tfoot>
            <Line row={totalsOf(rows)}>
              <b>{t('all')}</b>
            </Line>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Line({ row, children }: { row: Totals | Row; children: ReactNode }) {
  const t = useTexts('serviceLevels');
  return (
    <tr>
      <th scope="row">{children}</th>
      <td className={css.end} data-label={t('columns.handoffs')}>
        {row.handoffs}
      </td>
      <td data-label={t('columns.firstAnswer')}>
        <KeptCell {...row.firstAnswer} />
      </td>
      <td data-label={t('columns.nextAnswer')}>
        <KeptCell {...row.nextAnswer} />
      </td>
      <td data-label={t('columns.resolution')}>
        <KeptCell {...row.resolution} />
      </td>
      <td data-label={t('columns.rating')}>
        <RatingCell {...row.rating} />
      </td>
    </tr>
  );
}
