/** Closer to the end than this counts as reading the newest. */
const NEAR_END_PX = 80;
/** Messages that come within this time of each other are one answer. */
const ONE_ANSWER_MS = 5000;
const GAP_PX = 8;

/**
 * Keeps the reader's place. Whoever reads the newest follows what comes, but an answer longer than the
 * view is shown from its beginning; whoever has scrolled back stays there. `jump` leads to the end.
 */
export function scroller(scroll: HTMLElement, content: HTMLElement, jump: HTMLElement) {
  let following = true;
  let replaying = false;
  /** Beginning of the answer being read. */
  let anchor: HTMLElement | undefined;
  let lastNews = 0;
  /** Where this code scrolled to: a scroll event anywhere else was the reader's doing. */
  let placed = 0;
  const end = () => scroll.scrollHeight - scroll.clientHeight;
  const atEnd = () => end() - scroll.scrollTop < NEAR_END_PX;

  const settle = () => {
    if (!following) return;
    scroll.scrollTop = anchor ? Math.min(end(), anchor.offsetTop - GAP_PX) : end();
    placed = scroll.scrollTop;
    jump.hidden = atEnd();
  };
  scroll.addEventListener('scroll', () => {
    if (Math.abs(scroll.scrollTop - placed) < 2) return;
    following = atEnd();
    if (!following) return;
    anchor = undefined;
    jump.hidden = true;
  });
  // The keyboard, a notice, a picture that has loaded: the end is elsewhere now.
  const watch = new ResizeObserver(settle);
  watch.observe(scroll);
  watch.observe(content);

  return {
    settle,
    /** Call before a message is put on screen; the returned function after. */
    news: (): ((node: HTMLElement, written: boolean) => void) => {
      const wasAtEnd = atEnd();
      return (node, written) => {
        const now = Date.now();
        const sameAnswer = now - lastNews < ONE_ANSWER_MS;
        lastNews = now;
        if (written) {
          following = true;
          anchor = undefined;
        } else if (replaying) {
          anchor = undefined;
        } else if (!following) {
          jump.hidden = false;
        } else if (!anchor || (!sameAnswer && wasAtEnd)) {
          anchor = node;
        }
        settle();
      };
    },
    toEnd: () => {
      following = true;
      anchor = undefined;
      settle();
    },
    setReplaying: (on: boolean) => {
      replaying = on;
    },
  };
}
