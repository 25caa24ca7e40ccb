import { Drawer, Stack } from '@mantine/core';
import type { QueueCounts } from '../../../http/contract/console.ts';
import { useTexts } from '../texts/index.ts';
import { Icon } from '../ui/icon.tsx';
import type { Destination } from './destinations.ts';
import { NavLink } from './nav-link.tsx';
import css from './navigation.module.css';
import { useSignOut } from './sign-out.ts';

/** The rest of the navigation on a phone. */
export default function MoreDrawer(props: {
  destinations: readonly Destination[];
  counts: QueueCounts | undefined;
  onClose: () => void;
}) {
  const t = useTexts('shell');
  const ui = useTexts('ui');
  const signOut = useSignOut();
  return (
    <Drawer
      opened
      onClose={props.onClose}
      position="bottom"
      size="auto"
      styles={{ content: { height: 'auto', flex: '0 0 100%', borderRadius: '12px 12px 0 0' } }}
      title={t('nav.more')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <Stack gap={2} pb="md">
        {props.destinations.map((to) => (
          <NavLink key={to.name} to={to} counts={props.counts} onClick={props.onClose} />
        ))}
        <button type="button" className={css.link} onClick={signOut}>
          <Icon name="exit" />
          <span>{t('signOut')}</span>
        </button>
      </Stack>
    </Drawer>
  );
}
