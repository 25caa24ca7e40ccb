import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Closer to the end than this counts as being there. */
const END_PX = 80;

/**
 * Scrolling of a timeline: stays at the end while the end is in sight, keeps its place when older ones
 * are put above, and counts what has come below while reading further up. `ids` oldest first.
 */
export function useStay(ids: readonly string[]) {
  const element = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const before = useRef({ first: '', last: '', height: 0, top: 0, atEnd: true });
  const [atEnd, setAtEnd] = useState(true);
  const [unseen, setUnseen] = useState(0);
  const first = ids[0] ?? '';
  const last = ids.at(-1) ?? '';
  const toEnd = useCallback(() => {
    element.current?.scrollTo({ top: element.current.scrollHeight });
  }, []);
  const onScroll = useCallback(() => {
    const one = element.current;
    if (!one) return;
    const now = one.scrollHeight - one.scrollTop - one.clientHeight < END_PX;
    before.current.top = one.scrollTop;
    before.current.atEnd = now;
    setAtEnd(now);
    if (now) setUnseen(0);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for what changed at either end
  useLayoutEffect(() => {
    const one = element.current;
    if (!one) return;
    const was = before.current;
    if (was.last === '' || was.atEnd) one.scrollTop = one.scrollHeight;
    else if (was.first !== first && was.last === last) {
      one.scrollTop = was.top + (one.scrollHeight - was.height);
    } else if (was.last !== last) {
      const seen = ids.indexOf(was.last);
      setUnseen((count) => count + (seen === -1 ? 1 : ids.length - 1 - seen));
    }
    Object.assign(was, { first, last, height: one.scrollHeight, top: one.scrollTop });
  }, [first, last, ids.length]);
  // The window, the composer or what stands in the timeline grew: the end stays in sight.
  useEffect(() => {
    const watcher = new ResizeObserver(() => {
      const one = element.current;
      if (!one) return;
      if (before.current.atEnd) one.scrollTop = one.scrollHeight;
      before.current.height = one.scrollHeight;
    });
    if (element.current) watcher.observe(element.current);
    if (content.current) watcher.observe(content.current);
    return () => watcher.disconnect();
  }, []);
  return { element, content, onScroll, atEnd, unseen, toEnd };
}
