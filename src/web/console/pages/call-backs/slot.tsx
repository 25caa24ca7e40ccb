import type { CallBackItem } from '../../../../http/contract/console.ts';
import { useLocale, useTexts } from '../../texts/index.ts';
import { useNow } from '../../ui/use-now.ts';
import own from './call-backs.module.css';
import { slotWords } from './slot-words.ts';

/** When it was promised, on the creditor's clock; amber once it has passed. */
export function Slot({ item }: { item: CallBackItem }) {
  const t = useTexts('callBacks');
  const locale = useLocale();
  const now = useNow();
  if (item.fromAt === null) return <span>{t('noSlot')}</span>;
  const late = item.state === 'open' && now > (item.toAt ?? item.fromAt);
  return (
    <time dateTime={new Date(item.fromAt).toISOString()} className={late ? own.late : undefined}>
      {slotWords(item.fromAt, item.toAt, item.creditor.timeZone, locale)}
      {late && ` · ${t('late')}`}
    </time>
  );
}
