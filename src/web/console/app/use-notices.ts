import { useCallback } from 'react';
import { useLocation } from 'wouter';
import type { LiveEvent } from '../../../http/contract/console.ts';
import { useSession } from '../api/session.ts';
import { useLiveEvent } from '../live/hooks.ts';
import { useTexts } from '../texts/index.ts';
import { chime } from './chime.ts';

/**
 * A soft sound and a desktop notification for a handoff that has just come in, as the preferences say.
 * Neither for what is one's own already. The notification names debtor and creditor, no figures:
 * it may be seen on a locked screen.
 */
export function useNotices(): void {
  const t = useTexts('shell');
  const { collector, preferences } = useSession();
  const [, navigate] = useLocation();
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.type !== 'handoff' || !event.isNew || !event.item) return;
      if (event.item.collector?.id === collector.id) return;
      if (preferences.sound) chime();
      if (!preferences.desktop || !('Notification' in window) || Notification.permission !== 'granted')
        return;
      const note = new Notification(t('notify.title'), {
        body: `${event.item.debtor?.name ?? t('notify.unknown')} · ${event.item.creditor.name}`,
        // One notification for one handoff, also when the console is open in several windows.
        tag: `handoff-${event.handoffId}`,
      });
      note.onclick = () => {
        window.focus();
        navigate(`/conversations/${event.conversationId}`);
        note.close();
      };
    },
    [collector.id, preferences, navigate, t],
  );
  useLiveEvent(hear);
}
