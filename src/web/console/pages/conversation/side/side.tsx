import { Stack } from '@mantine/core';
import { Link } from 'wouter';
import type { ConversationView } from '../../../../../http/contract/console.ts';
import { useDebtorFile } from '../../../api/conversation.ts';
import { useTexts } from '../../../texts/index.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { Balance } from './balance.tsx';
import { Cases } from './cases.tsx';
import { ContactClockPart } from './contact-clock.tsx';
import { Contacts } from './contacts.tsx';
import { Earlier } from './earlier.tsx';
import { Invoices } from './invoices.tsx';
import { Money } from './money.tsx';
import css from './side.module.css';
import { Stranger } from './stranger.tsx';

/** What the ledger knows of who was proven to write here; of a stranger only what they showed. */
export function Side({ conversation }: { conversation: ConversationView }) {
  const t = useTexts('conversation');
  const { debtor } = conversation;
  const query = useDebtorFile(debtor?.id);
  if (!debtor) return <Stranger conversation={conversation} />;
  if (query.isError && !query.data) return <ErrorState error={query.error} retry={query.refetch} />;
  if (!query.data) return <SkeletonRows rows={8} height={28} />;
  const file = query.data;
  return (
    <Stack gap="lg">
      <div>
        <h2 className={css.name}>{file.name}</h2>
        <div className={css.dim}>
          {file.number} · <Link href={`/debtors/${file.id}`}>{t('side.file')}</Link>
        </div>
      </div>
      <Balance balance={file.balance} />
      <ContactClockPart clock={file.contactClock} timeZone={file.timeZone} />
      <Invoices file={file} />
      <Cases file={file} />
      <Money file={file} />
      <Earlier file={file} conversation={conversation} />
      <Contacts file={file} />
    </Stack>
  );
}
