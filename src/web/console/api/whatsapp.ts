import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NewWhatsAppLink, WhatsAppAlert, WhatsAppNumber } from '../../../http/contract/console.ts';
import { useTellFailure } from '../ui/failure.ts';
import { get, patch, post } from './client.ts';
import { keys } from './keys.ts';

/** The live feed says what changed; figures that change with every message are looked up now and then. */
const FIGURES_MS = 20_000;
const ALERTS_MS = 60_000;

/** The firm's own numbers. */
export function useWhatsAppNumbers() {
  return useQuery({
    queryKey: keys.whatsappNumbers,
    queryFn: ({ signal }) => get<WhatsAppNumber[]>('/whatsapp', {}, signal),
    refetchInterval: FIGURES_MS,
  });
}

/** Numbers that need a person, for the banner on every page. */
export function useWhatsAppAlerts(enabled: boolean) {
  return useQuery({
    queryKey: keys.whatsappAlerts,
    queryFn: ({ signal }) => get<WhatsAppAlert[]>('/whatsapp/alerts', {}, signal),
    refetchInterval: ALERTS_MS,
    enabled,
  });
}

/** What is done with a number is shown at once: the answer is the number as it is then. */
function useChange<Given>(change: (given: Given) => Promise<WhatsAppNumber>) {
  const cache = useQueryClient();
  const tellFailure = useTellFailure();
  return useMutation({
    mutationFn: change,
    onSuccess: (now) => {
      cache.setQueryData<WhatsAppNumber[]>(keys.whatsappNumbers, (all) =>
        all?.map((one) => (one.id === now.id ? now : one)),
      );
      return cache.invalidateQueries({ queryKey: keys.whatsapp });
    },
    onError: tellFailure,
  });
}

export const useLinkNumber = (id: number) =>
  useChange((method: NewWhatsAppLink['method']) => post<WhatsAppNumber>(`/whatsapp/${id}/link`, { method }));

export const useUnlinkNumber = (id: number) =>
  useChange((_: undefined) => post<WhatsAppNumber>(`/whatsapp/${id}/unlink`));

export const useReminders = (id: number) =>
  useChange((reminders: boolean) => patch<WhatsAppNumber>(`/whatsapp/${id}`, { reminders }));
