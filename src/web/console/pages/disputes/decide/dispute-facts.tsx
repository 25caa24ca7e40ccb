import { Link } from 'wouter';
import type { DisputeView } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DateText } from '../../../ui/date-text.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { MoneyText } from '../../../ui/money-text.tsx';
import { Section } from '../../../ui/section.tsx';
import { wordsOf } from '../../queue/words.ts';
import { Clock } from '../clock.tsx';
import { StateMark } from '../state-mark.tsx';
import css from './desk.module.css';

/** Who, why, how much, and until when it must be decided. */
export function DisputeFacts({ dispute }: { dispute: DisputeView }) {
  const t = useTexts('disputes');
  return (
    <Section title={t('about')} actions={<StateMark state={dispute.state} />}>
      <Facts
        facts={[
          [
            t('facts.debtor'),
            <Link key="debtor" href={`/debtors/${dispute.debtor.id}`} className={css.link}>
              {dispute.debtor.name} · {dispute.debtor.number}
            </Link>,
          ],
          [t('facts.creditor'), dispute.creditor.name],
          [t('facts.reason'), wordsOf('disputes', 'reasons', dispute.reason)],
          [t('facts.disputed'), <MoneyText key="disputed" money={dispute.disputed} />],
          [
            t('facts.opened'),
            <span key="opened">
              <DateText at={dispute.createdAt} />
              {dispute.conversationId !== null && (
                <>
                  {' · '}
                  <Link href={`/conversations/${dispute.conversationId}`} className={css.link}>
                    {t('conversation')}
                  </Link>
                </>
              )}
            </span>,
          ],
          ...(dispute.state === 'open'
            ? [
                [
                  t('facts.due'),
                  <Clock key="due" at={dispute.resolveDueAt} breached={dispute.breached} />,
                ] as const,
              ]
            : []),
        ]}
      />
    </Section>
  );
}
