import { ActionIcon, Badge } from '@mantine/core';
import type { CannedReply } from '../../../../http/contract/console.ts';
import { useSession } from '../../api/session.ts';
import { useTexts } from '../../texts/index.ts';
import { Icon } from '../../ui/icon.tsx';
import css from './replies.module.css';

/** `onEdit` absent: read only. */
export function ReplyList(props: {
  replies: CannedReply[];
  onEdit?: ((reply: CannedReply) => void) | undefined;
}) {
  const t = useTexts('replies');
  const { creditors } = useSession();
  const { replies, onEdit } = props;
  const nameOf = (id: number | null) =>
    id === null ? t('forEveryone') : (creditors.find((one) => one.id === id)?.name ?? '–');
  return (
    <ul className={css.list}>
      {replies.map((one) => (
        <li key={one.id} className={css.reply}>
          <div className={css.text}>
            <div className={css.head}>
              <strong>{one.title}</strong>
              <code>/{one.shortcut}</code>
              <Badge variant="light" color="gray" tt="uppercase">
                {one.locale}
              </Badge>
              <span className={css.small}>{nameOf(one.creditorId)}</span>
            </div>
            <p>{one.body}</p>
          </div>
          {onEdit && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('edit', { title: one.title })}
              onClick={() => onEdit(one)}
            >
              <Icon name="pencil" />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}
