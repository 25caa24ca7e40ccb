import { Badge } from '@mantine/core';
import type { DisputeView } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DayText } from '../../../ui/date-text.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { MoneyText } from '../../../ui/money-text.tsx';
import { Section } from '../../../ui/section.tsx';
import css from './desk.module.css';

/** The invoice with its lines; the disputed ones are marked in words, not by colour alone. */
export function DisputedInvoice({ dispute }: { dispute: DisputeView }) {
  const t = useTexts('disputes');
  const { invoice, lines } = dispute;
  return (
    <Section title={t('invoice', { number: dispute.invoiceNumber })}>
      <Facts
        facts={[
          ...(invoice.description ? [[t('facts.description'), invoice.description] as const] : []),
          [t('facts.amount'), <MoneyText key="amount" money={invoice.amount} />],
          [t('facts.outstanding'), <MoneyText key="outstanding" money={invoice.outstanding} />],
          [t('facts.dueDate'), <DayText key="due" day={invoice.dueDate} />],
        ]}
      />
      {lines.length > 0 && (
        <table className={css.lines}>
          <thead>
            <tr>
              <th scope="col">{t('line')}</th>
              <th scope="col" className={css.end}>
                {t('quantity')}
              </th>
              <th scope="col" className={css.end}>
                {t('amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.position} className={line.disputed ? css.disputed : undefined}>
                <td>
                  {line.description}{' '}
                  {line.disputed && (
                    <Badge size="sm" variant="light" color="amber" tt="none">
                      {t('disputedLine')}
                    </Badge>
                  )}
                </td>
                <td className={css.end}>{line.quantity}</td>
                <td className={css.end}>
                  <MoneyText money={line.amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
