import { useLocalStorage } from '@mantine/hooks';
import type { KeyboardEvent } from 'react';

/** A phone's keyboard has no Shift to hold: there Enter makes a line and the button sends. */
const COARSE = matchMedia('(pointer: coarse)').matches;

/** Whether Enter sends, as this person wants it on this device. */
export function useEnter() {
  const [sends, setSends] = useLocalStorage({
    key: 'sapa-console-enter-sends',
    defaultValue: !COARSE,
    getInitialValueInEffect: false,
  });
  return {
    sends,
    change: () => setSends((now) => !now),
    /** This key press means "send". */
    means: ({ key, shiftKey, ctrlKey, metaKey, altKey, nativeEvent }: KeyboardEvent) => {
      if (key !== 'Enter' || nativeEvent.isComposing || altKey) return false;
      return ctrlKey || metaKey || (sends && !shiftKey);
    },
  };
}
