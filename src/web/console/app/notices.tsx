import { Notifications } from '@mantine/notifications';

/** The corner in which notifications appear. */
export default function Notices() {
  return <Notifications position="top-right" limit={3} />;
}
