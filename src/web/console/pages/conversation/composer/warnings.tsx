import type { ConversationView } from '../../../../../http/contract/console.ts';
import { useSession } from '../../../api/session.ts';
import { useTexts } from '../../../texts/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import { onPhone } from '../on-phone.ts';
import css from './composer.module.css';
import { namesAmount } from './fill.ts';

/** From whom writing takes the conversation, and that no figure may be told to a stranger. */
export function Warnings({ conversation, text }: { conversation: ConversationView; text: string }) {
  const t = useTexts('conversation');
  const me = useSession().collector.id;
  const { owner, identity } = conversation;
  const takes =
    owner.kind === 'bot'
      ? t('composer.fromBot')
      : owner.kind === 'queue'
        ? t('composer.fromQueue')
        : owner.collector && owner.collector.id !== me
          ? t('composer.fromCollector', { name: owner.collector.name })
          : owner.collector === null
            ? t(onPhone(conversation) ? 'composer.fromPhone' : 'composer.fromColleague')
            : undefined;
  const stranger = identity.level !== 'verified' || !conversation.debtor;
  const figures = stranger && namesAmount(text);
  return (
    <>
      {takes && (
        <p className={`${css.warning} ${owner.kind === 'queue' ? css.mild : ''}`}>
          <Icon name="swap" size={16} /> {takes}
        </p>
      )}
      {stranger && (
        <p className={`${css.warning} ${figures ? css.strong : ''}`} role={figures ? 'alert' : undefined}>
          <Icon name="shield" size={16} />{' '}
          {t(figures ? 'composer.figuresIn' : conversation.debtor ? 'composer.lapsed' : 'composer.noFigures')}
        </p>
      )}
    </>
  );
}
