/** Runs what it is given once, a while after the first call; calls in between only count as one. */
export type Later = (run: () => void) => void;

export function later(milliseconds: number): Later {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (run) => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      run();
    }, milliseconds);
  };
}
