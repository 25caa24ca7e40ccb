import { notifications } from '@mantine/notifications';

/** A short word in the corner that something is done. */
export function tellSaved(message: string): void {
  notifications.show({ color: 'teal', message, autoClose: 3000 });
}
