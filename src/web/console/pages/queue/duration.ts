import { useTexts } from '../../texts/index.ts';

/** A span in short words: `12 min`, `3 h 20 min`, `2 d 4 h`. */
export function useDuration(): (milliseconds: number) => string {
  const t = useTexts('queue');
  return (milliseconds) => {
    const minutes = Math.floor(Math.max(0, milliseconds) / 60_000);
    if (minutes < 1) return t('time.now');
    if (minutes < 60) return t('time.minutes', { count: minutes });
    const hours = Math.floor(minutes / 60);
    const days = Math.floor(hours / 24);
    const parts =
      days > 0
        ? [t('time.days', { count: days }), hours % 24 > 0 && t('time.hours', { count: hours % 24 })]
        : [t('time.hours', { count: hours }), minutes % 60 > 0 && t('time.minutes', { count: minutes % 60 })];
    return parts.filter(Boolean).join(' ');
  };
}
