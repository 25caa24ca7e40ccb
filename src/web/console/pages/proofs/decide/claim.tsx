import { Alert } from '@mantine/core';
import { Link } from 'wouter';
import type { ProofView } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DateText, DayText } from '../../../ui/date-text.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { MoneyText } from '../../../ui/money-text.tsx';
import { StateMark } from '../state-mark.tsx';
import css from './desk.module.css';

/** What the debtor says, and what was noticed. */
export function Claim({ proof }: { proof: ProofView }) {
  const t = useTexts('proofs');
  return (
    <section className={css.part} aria-label={t('claim')}>
      <div className={css.partHead}>
        <h2>{t('claim')}</h2>
        <StateMark state={proof.state} />
      </div>
      {proof.warning && (
        <Alert color="amber" variant="light" icon={<Icon name="warning" size={18} />} mb="sm">
          {proof.warning}
        </Alert>
      )}
      <Facts
        facts={[
          [
            t('facts.debtor'),
            <Link key="debtor" href={`/debtors/${proof.debtor.id}`} className={css.link}>
              {proof.debtor.name} · {proof.debtor.number}
            </Link>,
          ],
          [t('facts.creditor'), proof.creditor.name],
          [
            t('facts.amount'),
            proof.amount ? <MoneyText key="amount" money={proof.amount} /> : t('facts.notSaid'),
          ],
          [t('facts.paidOn'), proof.paidOn ? <DayText key="day" day={proof.paidOn} /> : t('facts.notSaid')],
          [t('facts.reference'), proof.reference ?? t('facts.notSaid')],
          [
            t('facts.sent'),
            <span key="sent">
              <DateText at={proof.createdAt} /> ·{' '}
              <Link href={`/conversations/${proof.conversationId}`} className={css.link}>
                {t('conversation')}
              </Link>
            </span>,
          ],
        ]}
      />
    </section>
  );
}
