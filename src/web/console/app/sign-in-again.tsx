import { Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { SessionInfo } from '../../../http/contract/console.ts';
import { keys } from '../api/keys.ts';
import { SignInSteps } from '../pages/sign-in/sign-in-steps.tsx';
import { useTexts } from '../texts/index.ts';

/** On top of the page when the session has ended; the page below keeps everything. */
export default function SignInAgain({
  session: before,
  onDone,
}: {
  session: SessionInfo;
  onDone: () => void;
}) {
  const t = useTexts('signIn');
  const cache = useQueryClient();
  function done(session: SessionInfo) {
    // Somebody else at the same screen must see nothing of the one before.
    if (session.collector.id !== before.collector.id) return location.assign('/console/');
    cache.setQueryData(keys.session, session);
    onDone();
    void cache.invalidateQueries();
  }
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={t('again.title')}
      zIndex={400}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('again.what')}
        </Text>
        <SignInSteps email={before.collector.email} onDone={done} />
      </Stack>
    </Modal>
  );
}
