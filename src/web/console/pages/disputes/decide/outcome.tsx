import type { DisputeView } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DateText } from '../../../ui/date-text.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { MoneyText } from '../../../ui/money-text.tsx';
import { Section } from '../../../ui/section.tsx';
import { StateMark } from '../state-mark.tsx';

interface Props {
  dispute: DisputeView;
  decision: NonNullable<DisputeView['decision']>;
}

/** What was decided, by whom, with which credit. */
export function Outcome({ dispute, decision }: Props) {
  const t = useTexts('disputes');
  return (
    <Section title={t('decision')}>
      <Facts
        facts={[
          [t('facts.outcome'), <StateMark key="state" state={dispute.state} />],
          [t('facts.by'), decision.by?.name ?? t('facts.system')],
          [t('facts.at'), <DateText key="at" at={decision.at} />],
          ...(decision.credit
            ? [[t('facts.credit'), <MoneyText key="credit" money={decision.credit} />] as const]
            : []),
          ...(decision.note ? [[t('facts.note'), decision.note] as const] : []),
        ]}
      />
    </Section>
  );
}
