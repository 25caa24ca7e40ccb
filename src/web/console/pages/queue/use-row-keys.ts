import { type RefObject, useCallback, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useClaim } from '../../api/handoffs.ts';
import { useMay } from '../../api/session.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { useTexts } from '../../texts/index.ts';
import type { Row } from './steady-list.ts';

/** j, k and the arrows choose a row by moving the focus to it; Enter opens it, c claims it. */
export function useRowKeys(rows: readonly Row[], scroller: RefObject<HTMLElement | null>): void {
  const t = useTexts('queue');
  const mayWork = useMay('work');
  const claim = useClaim();
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState<number>();
  const ready = rows.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the element is there once there are rows
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => setChosen(chosenIn(element));
    element.addEventListener('focusin', look);
    element.addEventListener('focusout', look);
    return () => {
      element.removeEventListener('focusin', look);
      element.removeEventListener('focusout', look);
    };
  }, [scroller, ready]);
  const move = useCallback(
    (step: 1 | -1) => {
      const links = [...(scroller.current?.querySelectorAll<HTMLElement>('a[data-handoff]') ?? [])];
      const at = links.findIndex((link) => link.closest('li')?.contains(document.activeElement));
      const next = links[at === -1 ? (step === 1 ? 0 : links.length - 1) : at + step];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: 'nearest' });
    },
    [scroller],
  );
  const item = rows.find((row) => row.item.handoffId === chosen && !row.gone)?.item;
  const claimable = item?.state === 'waiting';
  useShortcut('j', t('keys.next'), () => move(1));
  useShortcut('k', t('keys.previous'), () => move(-1));
  useShortcut('arrowdown', t('keys.next'), () => move(1));
  useShortcut('arrowup', t('keys.previous'), () => move(-1));
  useShortcut('enter', t('keys.open'), () => item && navigate(`/conversations/${item.conversationId}`), {
    when: item !== undefined,
  });
  useShortcut('c', t('keys.claim'), () => item && claim.mutate(item), { when: mayWork && claimable });
}

/** The row whose link has the focus; on its button the button's own keys work. */
function chosenIn(element: HTMLElement): number | undefined {
  const link = document.activeElement;
  if (!(link instanceof HTMLElement) || !element.contains(link)) return undefined;
  return link.dataset.handoff ? Number(link.dataset.handoff) : undefined;
}
