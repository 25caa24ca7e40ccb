import { Stack, Text } from '@mantine/core';
import { useSession } from '../../api/session.ts';
import { useTexts } from '../../texts/index.ts';
import { fillReply, unknownSlots } from './fill-reply.ts';
import css from './replies.module.css';

/** The reply as a debtor would read it, with examples for its slots. */
export function ReplyPreview({ body, creditorId }: { body: string; creditorId: number | null }) {
  const t = useTexts('replies');
  const { collector, creditors } = useSession();
  const creditor = creditors.find(({ id }) => id === creditorId) ?? creditors[0];
  const text = fillReply(body, {
    name: t('sample.name'),
    collector: collector.firstName,
    creditor: creditor?.name ?? t('sample.creditor'),
  });
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {t('preview')}
      </Text>
      <div className={css.preview}>{text}</div>
      {unknownSlots(body).map((slot) => (
        <Text key={slot} size="sm" c="var(--text-amber)" role="status">
          {t('unknownSlot', { slot })}
        </Text>
      ))}
    </Stack>
  );
}
