import { type RefObject, useCallback } from 'react';
import { useShortcut } from '../app/shortcuts.ts';

interface Labels {
  next: string;
  previous: string;
}

/** j, k and the arrows move the focus from one `a[data-row]` to the next; Enter then follows the link itself. */
export function useListKeys(place: RefObject<HTMLElement | null>, labels: Labels): void {
  const move = useCallback(
    (step: 1 | -1) => {
      const links = [...(place.current?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])];
      const at = links.findIndex((link) => link.closest('li')?.contains(document.activeElement));
      const next = links[at === -1 ? (step === 1 ? 0 : links.length - 1) : at + step];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: 'nearest' });
    },
    [place],
  );
  useShortcut('j', labels.next, () => move(1));
  useShortcut('k', labels.previous, () => move(-1));
  useShortcut('arrowdown', labels.next, () => move(1));
  useShortcut('arrowup', labels.previous, () => move(-1));
}
