import { Button, Group } from '@mantine/core';
import type { WhatsAppNumber } from '../../../../http/contract/console.ts';
import { useLinkNumber, useUnlinkNumber } from '../../api/whatsapp.ts';
import { useTexts } from '../../texts/index.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Linking by picture or by code, again as often as need be, and unlinking. */
export function LinkButtons({ number }: { number: WhatsAppNumber }) {
  const t = useTexts('whatsapp');
  const link = useLinkNumber(number.id);
  const unlink = useUnlinkNumber(number.id);
  const { state } = number;
  // A connection that only has to come back is still linked.
  const linked = state === 'linked' || state === 'connecting';
  const busy = link.isPending || unlink.isPending;
  const begun = number.link !== null && ['requested', 'showing'].includes(number.link.state);
  const underWay = begun && number.link?.method !== 'unlink';
  return (
    <Group gap="xs">
      {!linked && (
        <>
          <Button
            leftSection={<Icon name="plus" size={16} />}
            loading={busy}
            onClick={() => link.mutate('qr')}
          >
            {t(underWay ? 'linkNewPicture' : 'link')}
          </Button>
          <Button variant="default" disabled={busy} onClick={() => link.mutate('code')}>
            {t('linkByCode')}
          </Button>
        </>
      )}
      {(state !== 'unlinked' || underWay) && (
        <ConfirmButton
          destructive
          disabled={busy}
          confirm={t(underWay ? 'giveUp' : 'unlink')}
          question={t(underWay ? 'giveUpAsk' : 'unlinkAsk', { phone: number.phone })}
          onConfirm={() => unlink.mutate(undefined)}
        >
          {t(underWay ? 'giveUp' : 'unlink')}
        </ConfirmButton>
      )}
    </Group>
  );
}
