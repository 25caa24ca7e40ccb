import type { DebtorFile } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { ContactClockPart } from '../../conversation/side/contact-clock.tsx';
import { Contacts } from '../../conversation/side/contacts.tsx';
import { Balance } from './balance.tsx';
import { Conversations, Disputes, Handoffs, Promises, Proofs } from './cases.tsx';
import css from './file.module.css';
import { Invoices } from './invoices.tsx';
import { Payments } from './payments.tsx';

/** Money at the left, people and conversations at the right. */
export function DebtorView({ file }: { file: DebtorFile }) {
  const t = useTexts('debtors');
  return (
    <>
      <p className={css.who}>
        {[
          file.number,
          file.creditor.name,
          file.salutation && t(`salutation.${file.salutation}`),
          (file.locale === 'id' || file.locale === 'en') &&
            t('speaks', { language: t(`languages.${file.locale}`) }),
          t('localTime', { time: file.contactClock.localTime }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className={css.desk}>
        <div className={css.column}>
          <Balance balance={file.balance} />
          <Invoices file={file} />
          <Payments payments={file.payments} />
        </div>
        <div className={css.column}>
          <div className={css.card}>
            <ContactClockPart clock={file.contactClock} timeZone={file.timeZone} />
          </div>
          <div className={css.card}>
            <Contacts file={file} />
          </div>
          <Proofs file={file} />
          <Disputes file={file} />
          <Promises file={file} />
          <Handoffs file={file} />
          <Conversations file={file} />
        </div>
      </div>
    </>
  );
}
