import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useSession } from '../api/session.ts';
import { speak } from '../texts/index.ts';
import { useNotices } from './use-notices.ts';

/** The account's language and appearance become the page's; what comes in is announced. */
export function SessionEffects() {
  const { collector, preferences } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  useNotices();
  useEffect(() => void speak(collector.locale), [collector.locale]);
  useEffect(() => setColorScheme(preferences.theme), [preferences.theme, setColorScheme]);
  return null;
}
