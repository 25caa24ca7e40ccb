import { Alert } from '@mantine/core';
import type { WhatsAppNumber } from '../../../../http/contract/console.ts';
import { useTexts } from '../../texts/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { wordsOf } from '../queue/words.ts';
import css from './whatsapp.module.css';

/** What is wrong, and what to do about it; nothing while all is well. */
export function StateNotice({ number }: { number: WhatsAppNumber }) {
  const t = useTexts('whatsapp');
  const { state, reason, needsPerson, missing } = number;
  return (
    <>
      {needsPerson && (
        <Alert color="amber" variant="light" icon={<Icon name="warning" />} title={t(`states.${state}`)}>
          <p className={css.words}>{wordsOf('whatsapp', 'todo', state)}</p>
          {reason !== null && <p className={css.small}>{t('reason', { reason })}</p>}
        </Alert>
      )}
      {missing > 0 && (
        <Alert
          color="amber"
          variant="light"
          icon={<Icon name="info" />}
          title={t('missingTitle', { count: missing })}
        >
          <p className={css.words}>{t('missingWhat')}</p>
        </Alert>
      )}
    </>
  );
}
