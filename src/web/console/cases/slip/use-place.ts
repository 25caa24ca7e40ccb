import { useElementSize } from '@mantine/hooks';
import { type PointerEvent, useRef } from 'react';

/** Space left around a slip in its place. */
const MARGIN_PX = 16;

/** The place a slip is shown in: its size, and moving the slip by dragging with a mouse. */
export function usePlace() {
  const { ref, width, height } = useElementSize<HTMLElement>();
  const from = useRef<{ x: number; y: number; left: number; top: number } | null>(null);
  return {
    ref,
    size: { width: Math.max(0, width - MARGIN_PX), height: Math.max(0, height - MARGIN_PX) },
    drag: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const place = event.currentTarget;
        // A finger scrolls by itself.
        if (event.pointerType !== 'mouse' || event.button !== 0) return;
        from.current = { x: event.clientX, y: event.clientY, left: place.scrollLeft, top: place.scrollTop };
        place.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (!from.current) return;
        event.currentTarget.scrollLeft = from.current.left - (event.clientX - from.current.x);
        event.currentTarget.scrollTop = from.current.top - (event.clientY - from.current.y);
      },
      onPointerUp: () => {
        from.current = null;
      },
      onPointerCancel: () => {
        from.current = null;
      },
    },
  };
}
