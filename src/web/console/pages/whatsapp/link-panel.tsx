import { Loader } from '@mantine/core';
import type { WhatsAppLink, WhatsAppNumber } from '../../../../http/contract/console.ts';
import { useMay } from '../../api/session.ts';
import { useTexts } from '../../texts/index.ts';
import { wordsOf } from '../queue/words.ts';
import { QrPicture } from './qr-picture.tsx';
import css from './whatsapp.module.css';

/** How linking goes: what to scan or to type, renewed as WhatsApp renews it. */
export function LinkPanel({ number, link }: { number: WhatsAppNumber; link: WhatsAppLink }) {
  const t = useTexts('whatsapp');
  const mayManage = useMay('manage_whatsapp');
  const { method, state, qr, code } = link;
  if (state === 'done') return null;
  if (state === 'failed') {
    // Linked since by another way: that it once failed is of no use to anybody.
    if (number.state === 'linked') return null;
    return (
      <p className={css.failed} role="status">
        {t(method === 'unlink' ? 'unlinkFailed' : 'linkFailed', {
          why: wordsOf('whatsapp', 'linkReasons', link.reason ?? 'unknown'),
        })}
      </p>
    );
  }
  if (!mayManage)
    return <p className={css.small}>{t(method === 'unlink' ? 'beingUnlinked' : 'beingLinked')}</p>;
  if (qr || code) {
    return (
      <div className={css.link}>
        {qr && <QrPicture qr={qr} label={t('qrLabel', { phone: number.phone })} />}
        {code && <output className={css.code}>{grouped(code)}</output>}
        <ol className={css.steps}>
          {([1, 2, 3] as const).map((step) => (
            <li key={step}>{t(`${qr ? 'qrSteps' : 'codeSteps'}.${step}`, { phone: number.phone })}</li>
          ))}
        </ol>
      </div>
    );
  }
  return (
    <p className={css.waiting} role="status">
      <Loader size={16} /> {t(method === 'unlink' ? 'unlinking' : 'preparing')}
    </p>
  );
}

/** As the phone shows it: two groups of four. */
function grouped(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
