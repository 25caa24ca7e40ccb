import type { SingleBar } from 'cli-progress';

export interface Progress {
  /** 0 to 1. */
  update(fraction: number): void;
  stop(): void;
}

const SILENT: Progress = { update: () => {}, stop: () => {} };

/** A bar on a terminal's error stream, nothing elsewhere. The library is loaded only when it is shown. */
export async function openProgress(
  isTerminal: boolean,
  label: string,
  stream: NodeJS.WritableStream = process.stderr,
): Promise<Progress> {
  if (!isTerminal) return SILENT;
  const { default: progress } = await import('cli-progress');
  const bar: SingleBar = new progress.SingleBar({
    format: `${label.replace(/[{}]/g, '')} [{bar}] {percentage}% · {eta_formatted} left`,
    stream,
    hideCursor: true,
    clearOnComplete: true,
    noTTYOutput: true,
    fps: 10,
  });
  bar.start(100, 0);
  return {
    // Whole per cents only: a redraw per chunk would cost more than the chunk.
    update: (fraction) => bar.update(Math.min(100, Math.floor(fraction * 100))),
    stop: () => bar.stop(),
  };
}
