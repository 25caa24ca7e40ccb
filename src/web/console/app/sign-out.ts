import { remove } from '../api/client.ts';

/** Ends the session and starts over, so that nothing of it stays in the page's memory. */
export function useSignOut(): () => void {
  return () => {
    remove('/session')
      .catch(() => {})
      .finally(() => location.assign('/console/?signed-out'));
  };
}
