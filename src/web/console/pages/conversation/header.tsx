import { ActionIcon, Badge } from '@mantine/core';
import { Link } from 'wouter';
import type { ConversationView } from '../../../../http/contract/console.ts';
import { useSession } from '../../api/session.ts';
import { useLocale, useTexts } from '../../texts/index.ts';
import { formatInstant } from '../../ui/dates.ts';
import { Icon } from '../../ui/icon.tsx';
import { useChannelWords } from '../queue/words.ts';
import { Actions } from './actions.tsx';
import css from './conversation.module.css';
import { onPhone } from './on-phone.ts';

interface Props {
  conversation: ConversationView;
  panel: boolean;
  onPanel: () => void;
}

/** Who it is with and how sure that is, who has it, and what can be done. */
export function Header({ conversation, panel, onPanel }: Props) {
  const t = useTexts('conversation');
  const channelWords = useChannelWords();
  const { debtor, creditor, channel, address } = conversation;
  return (
    <header className={css.header}>
      <ActionIcon
        component={Link}
        href="/queue"
        size={36}
        variant="subtle"
        color="gray"
        aria-label={t('back')}
        title={t('back')}
      >
        <Icon name="back" />
      </ActionIcon>
      <div className={css.title}>
        <h1>{debtor?.name ?? t('stranger')}</h1>
        <div className={css.under}>
          {debtor && <span>{debtor.number}</span>}
          <span>{t('with', { channel: channelWords(channel), creditor: creditor.name })}</span>
          {address && <span className="number">{address}</span>}
          <Level conversation={conversation} />
          <Owner conversation={conversation} />
        </div>
      </div>
      <Actions conversation={conversation} />
      <ActionIcon
        size={36}
        variant={panel ? 'light' : 'subtle'}
        color={panel ? 'teal' : 'gray'}
        aria-label={t(panel ? 'panel.hide' : 'panel.show')}
        title={t(panel ? 'panel.hide' : 'panel.show')}
        aria-expanded={panel}
        className={css.panelButton}
        onClick={onPanel}
      >
        <Icon name="panel" />
      </ActionIcon>
    </header>
  );
}

function Level({ conversation }: { conversation: ConversationView }) {
  const t = useTexts('conversation');
  const locale = useLocale();
  const { level, verifiedAt, contact } = conversation.identity;
  const at = verifiedAt === null ? '' : formatInstant(verifiedAt, locale, conversation.creditor.timeZone);
  const title =
    level !== 'verified' || !at
      ? undefined
      : contact
        ? t('level.since', { at, contact })
        : t('level.sinceOnly', { at });
  return (
    <Badge
      variant="light"
      size="sm"
      tt="none"
      color={level === 'verified' ? 'teal' : 'amber'}
      leftSection={<Icon name={level === 'verified' ? 'shield' : 'warning'} size={12} />}
      title={title}
    >
      {t(`level.${level}`)}
    </Badge>
  );
}

function Owner({ conversation }: { conversation: ConversationView }) {
  const t = useTexts('conversation');
  const me = useSession().collector.id;
  const { kind, collector } = conversation.owner;
  return (
    <Badge
      variant="light"
      color="teal"
      {...(collector?.id !== me && { bg: 'var(--hover)', c: 'var(--text-gray)' })}
      size="sm"
      tt="none"
      maw={220}
    >
      {kind === 'collector'
        ? collector?.id === me
          ? t('owner.me')
          : collector
            ? t('owner.collector', { name: collector.name })
            : t(onPhone(conversation) ? 'owner.phone' : 'owner.colleague')
        : t(`owner.${kind}`)}
    </Badge>
  );
}
