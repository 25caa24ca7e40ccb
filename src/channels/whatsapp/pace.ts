import type { Piece } from './pieces.ts';
import type { WhatsAppPolicy } from './policy.ts';
import type { Surroundings } from './ports.ts';

/** All pauses of one message together: a send is given up after 45 seconds. */
const TOGETHER_MS = 20_000;

/** Waits before each piece of a message about as long as a person reads and types. */
export function createPace(pace: WhatsAppPolicy['pace'], surroundings: Surroundings = {}) {
  const { random = Math.random, pause = sleep } = surroundings;
  let left = TOGETHER_MS;
  let first = true;
  return async function before(piece: Piece): Promise<void> {
    const words = piece.kind === 'document' ? (piece.caption ?? '') : piece.text;
    const wanted = (first ? pace.readMs : 0) + words.length * pace.typeMsPerCharacter;
    first = false;
    const jitter = 1 + pace.jitter * (2 * random() - 1);
    const ms = Math.min(left, Math.round(Math.min(wanted, pace.longestMs) * jitter));
    left -= ms;
    if (ms > 0) await pause(ms);
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
