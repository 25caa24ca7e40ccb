import { lazy, Suspense, useState } from 'react';
import type { QueueCounts } from '../../../http/contract/console.ts';
import { useSession } from '../api/session.ts';
import { useTexts } from '../texts/index.ts';
import { Icon } from '../ui/icon.tsx';
import { DESTINATIONS } from './destinations.ts';
import { NavLink } from './nav-link.tsx';
import css from './navigation.module.css';

const MoreDrawer = lazy(() => import('./more-drawer.tsx'));

/** The bar at the foot of a phone; what is needed less often is behind "more". */
export function PhoneBar({ counts }: { counts: QueueCounts | undefined }) {
  const t = useTexts('shell');
  const { permissions } = useSession();
  const [more, setMore] = useState(false);
  const mine = DESTINATIONS.filter(({ permission }) => permissions.includes(permission));
  return (
    <nav className={css.bar} aria-label={t('navigation')}>
      {mine
        .filter((to) => to.onPhone)
        .map((to) => (
          <NavLink key={to.name} to={to} counts={counts} phone />
        ))}
      <button type="button" className={css.tab} onClick={() => setMore(true)} aria-haspopup="dialog">
        <Icon name="menu" />
        <span>{t('nav.more')}</span>
      </button>
      <Suspense>
        {more && (
          <MoreDrawer
            destinations={mine.filter((to) => !to.onPhone)}
            counts={counts}
            onClose={() => setMore(false)}
          />
        )}
      </Suspense>
    </nav>
  );
}
