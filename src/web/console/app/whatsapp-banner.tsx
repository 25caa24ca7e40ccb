import { Link, useRoute } from 'wouter';
import { useMay } from '../api/session.ts';
import { useWhatsAppAlerts } from '../api/whatsapp.ts';
import { useTexts } from '../texts/index.ts';
import { Icon } from '../ui/icon.tsx';
import css from './shell.module.css';

/** On every page but its own: a number of the firm's needs a person, and debtors wait meanwhile. */
export function WhatsAppBanner() {
  const t = useTexts('shell');
  const { data: alerts } = useWhatsAppAlerts(useMay('read_whatsapp'));
  const [here] = useRoute('/whatsapp');
  const [first] = alerts ?? [];
  if (!first || here) return null;
  const words =
    alerts?.length === 1
      ? t('whatsapp.one', {
          phone: first.phone,
          creditor: first.creditor.name,
          state: t(`whatsapp.states.${first.state}`),
        })
      : t('whatsapp.many', { count: alerts?.length ?? 0 });
  return (
    <section className={css.banner} aria-label={t('whatsapp.label')}>
      <Icon name="warning" size={18} />
      <span>
        {words} <Link href="/whatsapp">{t('whatsapp.open')}</Link>
      </span>
    </section>
  );
}
