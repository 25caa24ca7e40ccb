import { useSearchParams } from 'wouter';
import { useServiceLevels } from '../../api/service-levels.ts';
import { useTexts } from '../../texts/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { ReportTable } from './report-table.tsx';
import css from './service-levels.module.css';

const DAYS = ['7', '30', '90'] as const;

/** How promises of time were kept, by creditor and reason; the period is kept in the address. */
export default function ServiceLevelsPage() {
  const t = useTexts('serviceLevels');
  const [params, setParams] = useSearchParams();
  const days = DAYS.find((one) => one === params.get('days')) ?? '30';
  const report = useServiceLevels(Number(days));
  return (
    <Page
      title={t('title')}
      actions={
        <Choice
          label={t('days')}
          hideLabel
          value={days}
          options={DAYS.map((one) => [one, t('lastDays', { count: Number(one) })] as const)}
          onChange={(to) => setParams({ days: to }, { replace: true })}
        />
      }
    >
      <p className={css.what}>{t('what')}</p>
      {report.isPending ? (
        <SkeletonRows rows={6} height={48} />
      ) : report.isError && !report.data ? (
        <ErrorState error={report.error} retry={report.refetch} />
      ) : report.data?.rows.length === 0 ? (
        <Empty icon="clock" title={t('emptyTitle')} what={t('emptyWhat')} />
      ) : (
        report.data && <ReportTable rows={report.data.rows} />
      )}
    </Page>
  );
}
