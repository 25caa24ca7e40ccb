import { ActionIcon, Tooltip } from '@mantine/core';
import type { QueueCounts } from '../../../http/contract/console.ts';
import { useSession } from '../api/session.ts';
import { useTexts } from '../texts/index.ts';
import { Icon } from '../ui/icon.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { DESTINATIONS } from './destinations.ts';
import { NavLink } from './nav-link.tsx';
import css from './navigation.module.css';
import { useSignOut } from './sign-out.ts';
import { ThemeButton } from './theme-button.tsx';

/** The column at the left of a desktop. */
export function Navigation({ counts, onHelp }: { counts: QueueCounts | undefined; onHelp: () => void }) {
  const t = useTexts('shell');
  const { collector, permissions, demo } = useSession();
  const signOut = useSignOut();
  return (
    <nav className={css.nav} aria-label={t('navigation')}>
      <div className={css.brand}>
        <Icon name="chat" size={22} /> Sapa
      </div>
      {DESTINATIONS.filter(({ permission }) => permissions.includes(permission)).map((to) => (
        <NavLink key={to.name} to={to} counts={counts} />
      ))}
      <div className={css.foot}>
        {demo && <div className={css.demo}>{t('demo')}</div>}
        <div className={css.who}>
          <PersonAvatar name={collector.name} />
          <span>{collector.name}</span>
        </div>
        <div className={css.buttons}>
          <ThemeButton />
          <Tooltip label={t('keys.title')}>
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('keys.title')} onClick={onHelp}>
              <Icon name="keyboard" />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('signOut')}>
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('signOut')} onClick={signOut}>
              <Icon name="exit" />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
    </nav>
  );
}
