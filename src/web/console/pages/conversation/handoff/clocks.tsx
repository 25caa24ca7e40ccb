import type { HandoffView } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DueTime } from '../../queue/due-time.tsx';
import css from './banner.module.css';

/** What is promised by when: the answer that is due, and the solution. */
export function Clocks({ handoff, timeZone }: { handoff: HandoffView; timeZone: string }) {
  const t = useTexts('conversation');
  const { firstDueAt, nextDueAt, resolveDueAt, breached } = handoff.service;
  const answered = handoff.answeredAt !== null;
  const clocks = [
    { name: 'first', what: 'first_answer', at: answered ? null : firstDueAt },
    { name: 'next', what: 'next_answer', at: answered ? nextDueAt : null },
    { name: 'resolve', what: 'resolution', at: resolveDueAt },
  ] as const;
  return (
    <ul className={css.clocks}>
      {clocks.map(
        ({ name, what, at }) =>
          at !== null && (
            <li key={name}>
              <span className={css.small}>{t(`handoff.${name}`)}</span>{' '}
              <DueTime at={at} for={what} breached={breached.includes(what)} timeZone={timeZone} />
            </li>
          ),
      )}
    </ul>
  );
}
