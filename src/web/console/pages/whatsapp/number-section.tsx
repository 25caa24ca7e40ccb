import { Badge, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { WhatsAppNumber } from '../../../../http/contract/console.ts';
import { useMay } from '../../api/session.ts';
import { useReminders } from '../../api/whatsapp.ts';
import { useTexts } from '../../texts/index.ts';
import { Facts } from '../../ui/facts.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/section.tsx';
import { Since } from '../../ui/since.tsx';
import { LinkButtons } from './link-buttons.tsx';
import { LinkPanel } from './link-panel.tsx';
import { StateNotice } from './state-notice.tsx';
import css from './whatsapp.module.css';

/** One number. Changing anything is for administrators. */
export function NumberSection({ number }: { number: WhatsAppNumber }) {
  const t = useTexts('whatsapp');
  const mayManage = useMay('manage_whatsapp');
  const { state, needsPerson } = number;
  const calm = state === 'linked' && !needsPerson;
  return (
    <Section
      title={number.phone}
      what={number.creditor.name}
      actions={
        <Badge
          variant="light"
          tt="none"
          size="lg"
          color={calm ? 'teal' : needsPerson ? 'amber' : 'gray'}
          leftSection={<Icon name={calm ? 'check' : needsPerson ? 'warning' : 'clock'} size={14} />}
        >
          {t(`states.${state}`)}
        </Badge>
      }
    >
      <div className={css.number}>
        <StateNotice number={number} />
        {number.link && <LinkPanel number={number} link={number.link} />}
        <Figures number={number} />
        {mayManage ? (
          <Reminders number={number} />
        ) : (
          <p className={css.small}>{t(number.reminders ? 'remindersOn' : 'remindersOff')}</p>
        )}
        {mayManage && number.transport === 'baileys' && <LinkButtons number={number} />}
      </div>
    </Section>
  );
}

function Figures({ number }: { number: WhatsAppNumber }) {
  const t = useTexts('whatsapp');
  const { since, lastInboundAt, lastAcceptedAt, roundTripAt, roundTripMs, transport } = number;
  const when = (at: number | null) => (at === null ? t('never') : <Since at={at} />);
  const answered = roundTripMs !== null && (
    <>
      <span className="number">{t('milliseconds', { count: roundTripMs })}</span>, {when(roundTripAt)}
    </>
  );
  const facts: (readonly [label: string, value: ReactNode])[] = [
    ...(since === null ? [] : [[t('facts.state'), when(since)] as const]),
    [t('facts.inbound'), when(lastInboundAt)],
    [t('facts.accepted'), when(lastAcceptedAt)],
    [t('facts.roundTrip'), answered || t('never')],
    [t('facts.transport'), t(`transports.${transport}`)],
  ];
  return <Facts facts={facts} />;
}

function Reminders({ number }: { number: WhatsAppNumber }) {
  const t = useTexts('whatsapp');
  const { mutate, isPending } = useReminders(number.id);
  return (
    <Switch
      label={t('reminders')}
      description={t('remindersWhat')}
      checked={number.reminders}
      disabled={isPending}
      onChange={(event) => mutate(event.currentTarget.checked)}
    />
  );
}
