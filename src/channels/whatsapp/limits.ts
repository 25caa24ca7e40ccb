import type { WhatsAppPolicy } from './policy.ts';
import type { SentStore } from './store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * When one more message may leave: undefined for now, else epoch ms. Counted in what was sent, so a
 * restart gives nobody a second helping.
 */
export function leaveAt(
  sent: SentStore,
  limits: WhatsAppPolicy['limits'],
  message: { accountId: number; chat: string; firstWords: boolean },
  now: number,
): number | undefined {
  const { accountId, chat, firstWords } = message;
  const windows: [number, number, { chat?: string; firstWords?: true }][] = [
    [limits.answersPerMinute, MINUTE_MS, {}],
    [limits.answersPerMinutePerChat, MINUTE_MS, { chat }],
  ];
  if (firstWords) {
    windows.push([limits.firstWordsPerHour, HOUR_MS, { firstWords }]);
    windows.push([limits.firstWordsPerDay, DAY_MS, { firstWords }]);
  }
  let at = 0;
  for (const [most, ms, of] of windows) {
    const { count, oldest = now } = sent.pace(accountId, { since: now - ms, ...of });
    if (count >= most) at = Math.max(at, oldest + ms + 1);
  }
  return at > now ? at : undefined;
}
