import { Button, Checkbox, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../texts/index.ts';
import { RecoveryCodes } from '../../ui/recovery-codes.tsx';

/** Shown once after enrolment; goes on when they say that they kept them. */
export function CodesStep(props: { codes: string[]; email: string; onKept: () => void }) {
  const t = useTexts('signIn');
  const [kept, setKept] = useState(false);
  return (
    <Stack>
      <Title order={2} size="h4">
        {t('codes.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('codes.what')}
      </Text>
      <RecoveryCodes codes={props.codes} heading={t('codes.file', { email: props.email })} />
      <Checkbox
        label={t('codes.kept')}
        checked={kept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Button size="md" disabled={!kept} onClick={props.onKept}>
        {t('codes.continue')}
      </Button>
    </Stack>
  );
}
