import type { ConversationView } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useChannelWords, useLocaleWords } from '../../queue/words.ts';
import { Part } from './part.tsx';
import css from './side.module.css';

/** Nobody was proven to write here: little is known, and nothing may be told. */
export function Stranger({ conversation }: { conversation: ConversationView }) {
  const t = useTexts('conversation');
  const channelWords = useChannelWords();
  const localeWords = useLocaleWords();
  return (
    <>
      <p className={css.no}>
        <Icon name="shield" size={16} />
        <span>
          <b>{t('side.none')}</b>
          <br />
          {t('side.noneWhat')}
        </span>
      </p>
      <Part title={t('side.knows')}>
        <dl className={css.figures}>
          <div>
            <dt>{t('side.channel')}</dt>
            <dd>{channelWords(conversation.channel)}</dd>
          </div>
          <div>
            <dt>{t('side.language')}</dt>
            <dd>{localeWords(conversation.locale)}</dd>
          </div>
          <div>
            <dt>{t('side.contact')}</dt>
            <dd>{conversation.identity.contact ?? conversation.address ?? t('side.noContact')}</dd>
          </div>
        </dl>
      </Part>
    </>
  );
}
