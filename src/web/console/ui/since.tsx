import { useLocale } from '../texts/index.ts';
import { formatInstant, formatSince } from './dates.ts';
import { useNow } from './use-now.ts';

/** How long ago, or how soon; renews itself. The exact instant stands in its title. */
export function Since({ at, timeZone }: { at: number | null | undefined; timeZone?: string }) {
  const locale = useLocale();
  const now = useNow();
  if (at == null) return <span>–</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={formatInstant(at, locale, timeZone)}>
      {formatSince(at, now, locale)}
    </time>
  );
}
