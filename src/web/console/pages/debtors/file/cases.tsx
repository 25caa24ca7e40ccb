import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { DebtorFile } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DayText } from '../../../ui/date-text.tsx';
import { MoneyText } from '../../../ui/money-text.tsx';
import { Section } from '../../../ui/section.tsx';
import { Since } from '../../../ui/since.tsx';
import { useChannelWords, useReasonWords, wordsOf } from '../../queue/words.ts';
import css from './file.module.css';

interface Props {
  file: DebtorFile;
}

export function Proofs({ file }: Props) {
  const t = useTexts('debtors');
  const side = useTexts('conversation');
  return (
    <List title={side('side.proofs')} empty={t('proofsNone')}>
      {file.proofs.map((proof) => (
        <li key={proof.id}>
          <div className={css.line}>
            <Link href={`/proofs/${proof.id}`}>{proof.receiptNumber}</Link>
            <MoneyText money={proof.amount} />
          </div>
          <div className={`${css.line} ${css.dim}`}>
            <span>{wordsOf('conversation', 'side.proofStates', proof.state)}</span>
            <Since at={proof.createdAt} timeZone={file.timeZone} />
          </div>
        </li>
      ))}
    </List>
  );
}

export function Disputes({ file }: Props) {
  const t = useTexts('debtors');
  const side = useTexts('conversation');
  return (
    <List title={side('side.disputes')} empty={t('disputesNone')}>
      {file.disputes.map((dispute) => (
        <li key={dispute.id}>
          <div className={css.line}>
            <Link href={`/disputes/${dispute.id}`}>{dispute.caseNumber}</Link>
            <MoneyText money={dispute.disputed} />
          </div>
          <div className={`${css.line} ${css.dim}`}>
            <span>
              {dispute.invoiceNumber} · {wordsOf('conversation', 'side.disputeReasons', dispute.reason)}
            </span>
            <span>{wordsOf('conversation', 'side.disputeStates', dispute.state)}</span>
          </div>
        </li>
      ))}
    </List>
  );
}

export function Promises({ file }: Props) {
  const side = useTexts('conversation');
  return (
    <List title={side('side.promises')} empty={side('side.promisesNone')}>
      {file.promises.map((promise) => (
        <li key={`${promise.dueDate}:${promise.amount.minor}`} className={css.line}>
          <span>
            <DayText day={promise.dueDate} /> · {wordsOf('conversation', 'side.promiseStates', promise.state)}
          </span>
          <MoneyText money={promise.amount} />
        </li>
      ))}
    </List>
  );
}

export function Handoffs({ file }: Props) {
  const t = useTexts('debtors');
  const reasonWords = useReasonWords();
  return (
    <List title={t('handoffs')} empty={t('handoffsNone')}>
      {file.handoffs.map((one) => (
        <li key={one.id}>
          <div className={css.line}>
            <Link href={`/conversations/${one.conversationId}`}>{reasonWords(one.reason)}</Link>
            <span className={css.dim}>
              <Since at={one.createdAt} timeZone={file.timeZone} />
            </span>
          </div>
          <div className={css.dim}>
            {wordsOf('conversation', 'side.handoffStates', one.state)}
            {one.collector && ` · ${one.collector.name}`}
          </div>
        </li>
      ))}
    </List>
  );
}

export function Conversations({ file }: Props) {
  const t = useTexts('debtors');
  const channelWords = useChannelWords();
  return (
    <List title={t('conversations')} empty={t('conversationsNone')}>
      {file.conversations.map((one) => (
        <li key={one.id} className={css.line}>
          <span>
            <Link href={`/conversations/${one.id}`}>{channelWords(one.channel)}</Link>{' '}
            <span className={css.dim}>{t(`owners.${one.owner}`)}</span>
          </span>
          <span className={css.dim}>
            <Since at={one.lastAt} timeZone={file.timeZone} />
          </span>
        </li>
      ))}
    </List>
  );
}

/** A card with a list, or with what will appear in it. */
function List({ title, empty, children }: { title: string; empty: string; children: ReactNode[] }) {
  return (
    <Section title={title}>
      {children.length === 0 ? <p className={css.dim}>{empty}</p> : <ul className={css.list}>{children}</ul>}
    </Section>
  );
}
