import { Notifications } from '@mantine/notifications';
import { useTexts } from '../texts/index.ts';

/** The corner in which notifications appear. */
export default function Notices() {
  const t = useTexts('ui');
  return <Notifications position="top-right" limit={3} aria-label={t('notices')} />;
}
