import { Badge, Button } from '@mantine/core';
import type { ProofView } from '../../../../../http/contract/console.ts';
import { writeAmount } from '../../../cases/amount.ts';
import { AmountInput } from '../../../cases/amount-input.tsx';
import { useLocale, useTexts } from '../../../texts/index.ts';
import { formatDay } from '../../../ui/dates.ts';
import { MoneyText } from '../../../ui/money-text.tsx';
import { propose } from '../acceptance.ts';
import css from './desk.module.css';
import { Sums } from './sums.tsx';
import type { useFilled } from './use-filled.ts';

interface Props {
  proof: ProofView;
  form: ReturnType<typeof useFilled>;
}

/** How much of it goes to which invoice. Proposed until somebody changes it. */
export function Allocations({ proof, form }: Props) {
  const t = useTexts('proofs');
  const locale = useLocale();
  const { filled, change, read, exponent } = form;
  const proposed = propose(read.amountMinor ?? 0, proof.candidates);
  const texts = Object.fromEntries(
    Object.entries(proposed).map(([id, minor]) => [id, writeAmount(minor, exponent, locale)]),
  );
  const shown: Readonly<Record<number, string>> = filled.parts ?? texts;
  return (
    <>
      <div className={css.partHead}>
        <h2>{t('allocation')}</h2>
        {filled.parts !== null && (
          <Button variant="subtle" size="compact-sm" onClick={() => change({ parts: null })}>
            {t('proposeAgain')}
          </Button>
        )}
      </div>
      {proof.candidates.length === 0 && <p className={css.dim}>{t('noCandidates')}</p>}
      <ul className={css.candidates}>
        {proof.candidates.map((invoice) => {
          const trouble = read.troubles.parts[invoice.invoiceId];
          return (
            <li key={invoice.invoiceId}>
              <div className={css.invoice}>
                <span>
                  <b>{invoice.number}</b>{' '}
                  {invoice.named && (
                    <Badge size="sm" variant="light" tt="none">
                      {t('named')}
                    </Badge>
                  )}
                  {invoice.status === 'disputed' && (
                    <Badge size="sm" variant="light" color="amber" tt="none">
                      {t('disputed')}
                    </Badge>
                  )}
                </span>
                <span className={`${css.dim} ${css.open}`}>
                  <span>
                    <MoneyText money={invoice.outstanding} /> {t('open_amount')}
                  </span>
                  <span className={invoice.status === 'overdue' ? css.amber : undefined}>
                    {t('due', { day: formatDay(invoice.dueDate, locale, 'short') })}
                  </span>
                </span>
              </div>
              <AmountInput
                size="xs"
                aria-label={t('partOf', { number: invoice.number })}
                value={shown[invoice.invoiceId] ?? ''}
                exponent={exponent}
                placeholder="0"
                onChange={(text) => {
                  if (text === (shown[invoice.invoiceId] ?? '')) return;
                  change({ parts: { ...shown, [invoice.invoiceId]: text } });
                }}
                error={trouble && t(`trouble.${trouble}`)}
              />
            </li>
          );
        })}
      </ul>
      <Sums read={read} exponent={exponent} currency={proof.currency} />
    </>
  );
}
