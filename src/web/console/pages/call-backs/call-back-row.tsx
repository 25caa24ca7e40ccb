import { Badge, Button, Tooltip } from '@mantine/core';
import { Link } from 'wouter';
import type { CallBackItem } from '../../../../http/contract/console.ts';
import { useEndCallBack } from '../../api/call-backs.ts';
import { useMay } from '../../api/session.ts';
import css from '../../cases/list.module.css';
import { useTexts } from '../../texts/index.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import own from './call-backs.module.css';
import { Slot } from './slot.tsx';

/** One promise: when, to whom, where, and what became of it. */
export function CallBackRow({ item }: { item: CallBackItem }) {
  const t = useTexts('callBacks');
  const mayWork = useMay('work');
  const end = useEndCallBack();
  const name = item.debtor?.name ?? t('stranger');
  return (
    <li className={`${css.row} ${own.columns}`}>
      <span className={own.slot}>
        <Slot item={item} />
      </span>
      <span className={`${css.two} ${own.who}`}>
        <Link
          href={`/conversations/${item.conversationId}`}
          className={css.open}
          data-row={item.id}
          title={t('conversation')}
        >
          {name}
        </Link>
        <span className={`${css.cell} ${css.dim}`}>
          {item.debtor && `${item.debtor.number} · `}
          {item.creditor.name}
        </span>
      </span>
      <span className={own.where}>
        <Icon name={item.how === 'call' ? 'phone' : 'mail'} size={16} label={t(`how.${item.how}`)} />
        <span className={own.address}>{item.address ?? t('noAddress')}</span>
        {!item.proven && (
          <Tooltip label={t('unprovenWhat')} multiline w={280}>
            <Badge className={css.above} variant="light" color="amber" tt="none">
              {t('unproven')}
              <span className="visually-hidden">. {t('unprovenWhat')}</span>
            </Badge>
          </Tooltip>
        )}
      </span>
      <span className={`${css.above} ${own.actions}`}>
        {item.state !== 'open' ? (
          <span className={css.dim}>{t(`states.${item.state}`)}</span>
        ) : (
          mayWork && (
            <>
              <ConfirmButton
                size="xs"
                question={t('cancelAsk')}
                confirm={t('cancelYes')}
                onConfirm={() => end.mutate({ id: item.id, how: 'cancel' })}
              >
                {t('cancel')}
              </ConfirmButton>
              <Button
                size="xs"
                aria-label={t('markDoneOf', { name })}
                onClick={() => end.mutate({ id: item.id, how: 'done' })}
              >
                {t('markDone')}
              </Button>
            </>
          )
        )}
      </span>
    </li>
  );
}
