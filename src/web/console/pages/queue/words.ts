import i18next from 'i18next';
import { useTexts } from '../../texts/index.ts';
import type { PagePart } from '../../texts/parts.ts';
import type { IconName } from '../../ui/icon.tsx';

/** A code of the server in words; one that has none yet is shown as its own words. */
export function wordsOf(part: 'queue' | PagePart, group: string, code: string): string {
  const key = `${group}.${code}`;
  // The code comes from the server: only a plain word is looked up.
  if (/^[a-z0-9_]+$/.test(code) && i18next.exists(key, { ns: part })) {
    return String(i18next.t(key as never, { ns: part } as never));
  }
  const plain = code.replaceAll('_', ' ');
  return plain.charAt(0).toLocaleUpperCase() + plain.slice(1);
}

export function useReasonWords(): (reason: string) => string {
  useTexts('queue');
  return (reason) => wordsOf('queue', 'reasons', reason);
}

export function useChannelWords(): (channel: string) => string {
  useTexts('queue');
  return (channel) => wordsOf('queue', 'channels', channel);
}

export function useLocaleWords(): (locale: string) => string {
  useTexts('queue');
  return (locale) => wordsOf('queue', 'locales', locale);
}

const ICONS: Record<string, IconName> = {
  webchat: 'chat',
  whatsapp: 'chatPhone',
  teams: 'team',
  email: 'mail',
  sms: 'sms',
  voice: 'phone',
};

export function channelIcon(channel: string): IconName {
  return ICONS[channel] ?? 'chat';
}
