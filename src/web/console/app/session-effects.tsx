import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useSession } from '../api/session.ts';
import { speak } from '../texts/index.ts';

/** The account's language and appearance become the page's. */
export function SessionEffects() {
  const { collector, preferences } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => void speak(collector.locale), [collector.locale]);
  useEffect(() => setColorScheme(preferences.theme), [preferences.theme, setColorScheme]);
  return null;
}
