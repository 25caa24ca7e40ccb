import type { ConsoleLocale } from '../../../http/contract/console.ts';

const KEY = 'sapa-console-locale';

/** The language last used on this device, else the browser's; Indonesian when it is neither of ours. */
export function rememberedLocale(): ConsoleLocale {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === 'id' || kept === 'en') return kept;
  } catch {
    // Storage may be forbidden; the browser's language serves.
  }
  return navigator.languages.find((one) => /^(id|en)\b/.test(one))?.startsWith('en') ? 'en' : 'id';
}

export function rememberLocale(locale: ConsoleLocale): void {
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // Then it is asked of the browser again next time.
  }
}
