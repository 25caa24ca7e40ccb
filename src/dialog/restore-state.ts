import { isLocale, type Locale } from '../shared/locale.ts';
import { type DialogState, type Frame, newState, type Offered } from './state.ts';

/**
 * Reads a state stored as JSON, perhaps by another version: what has not the right shape is left out, and
 * words whose text no longer exists are forgotten. Anything unreadable is a new state in `locale`.
 * Flows and steps that are gone are left to the turn, which tells the debtor.
 */
export function restoreState(
  stored: string | null,
  locale: Locale,
  knowsText: (key: string) => boolean,
): DialogState {
  if (stored === null) return newState(locale);
  const read = parsed(stored);
  if (!isObject(read)) return newState(locale);
  const state = read as Partial<DialogState>;
  const stack = listOf(state.stack, isFrame).map((frame) => ({
    ...frame,
    say: Object.fromEntries(Object.entries(frame.say).filter(([, slot]) => sayable(slot, knowsText))),
  }));
  const last = Array.isArray(state.last) && sayable(state.last, knowsText) ? state.last : [];
  return {
    ...state,
    stack,
    last,
    offered: listOf(state.offered, isOffered),
    earlier: listOf(state.earlier, isOffered),
    misunderstood: typeof state.misunderstood === 'number' ? state.misunderstood : 0,
    locale: typeof state.locale === 'string' && isLocale(state.locale) ? state.locale : locale,
  };
}

function parsed(stored: string): unknown {
  try {
    return JSON.parse(stored);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf<T>(value: unknown, is: (one: unknown) => one is T): T[] {
  return Array.isArray(value) ? value.filter(is) : [];
}

function isFrame(value: unknown): value is Frame {
  return (
    isObject(value) &&
    typeof value.flow === 'string' &&
    typeof value.step === 'string' &&
    isObject(value.values) &&
    isObject(value.say)
  );
}

function isOffered(value: unknown): value is Offered {
  return isObject(value) && typeof value.label === 'string' && typeof value.value === 'string';
}

/** True when every text key anywhere in a stored value still has words. */
function sayable(value: unknown, knowsText: (key: string) => boolean): boolean {
  if (Array.isArray(value)) return value.every((one) => sayable(one, knowsText));
  if (!isObject(value)) return true;
  if (typeof value.key === 'string' && !knowsText(value.key)) return false;
  return Object.values(value).every((one) => sayable(one, knowsText));
}
