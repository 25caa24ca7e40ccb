import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import type { QueueItem } from '../../../../http/contract/console.ts';
import { type Row, steady } from './steady-list.ts';

/** Scrolled less than this is the top. */
const TOP_PX = 8;

/**
 * Keeps the rows in their places while somebody looks at them closely: the pointer or the focus is on
 * the list, or it is scrolled. `watch` goes on the scrolling element.
 */
export function useSteady(items: QueueItem[], scroller: RefObject<HTMLElement | null>) {
  const before = useRef<Row[]>([]);
  const pointer = useRef(false);
  const [held, setHeld] = useState(false);
  const look = useCallback(() => {
    const element = scroller.current;
    const focus = element?.contains(document.activeElement) && document.activeElement !== element;
    setHeld(pointer.current || focus === true || (element?.scrollTop ?? 0) > TOP_PX);
  }, [scroller]);
  const { rows, fresh } = steady(before.current, items, held);
  before.current = rows;
  const showFresh = useCallback(() => {
    before.current = [];
    scroller.current?.scrollTo({ top: 0 });
    // A new value even when nothing else has changed: the list is drawn again from what the server says.
    setHeld(false);
    requestAnimationFrame(look);
  }, [scroller, look]);
  const watch = useMemo(
    () => ({
      onScroll: look,
      onFocus: look,
      onBlur: () => requestAnimationFrame(look),
      onPointerEnter: () => {
        pointer.current = true;
        look();
      },
      onPointerLeave: () => {
        pointer.current = false;
        look();
      },
    }),
    [look],
  );
  return { rows, fresh, showFresh, watch };
}
