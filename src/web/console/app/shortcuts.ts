import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** `g q` (one after the other), `j`, `mod+enter`, `?`, `/`, `escape`. `mod` is Ctrl, or ⌘ on a Mac. */
  keys: string;
  /** What it does, for the help. */
  label: string;
  group: 'go' | 'page';
  run: (event: KeyboardEvent) => void;
  /** Works while typing in a field too; others do not. */
  inFields?: boolean;
}

const SEQUENCE_MS = 1_200;
let shortcuts: readonly Shortcut[] = [];
const listeners = new Set<() => void>();
let begun = { key: '', at: 0 };

function change(next: readonly Shortcut[]): void {
  shortcuts = next;
  for (const listener of listeners) listener();
}

/** Registers a shortcut while the component is on screen; the help (`?`) lists it by itself. */
export function useShortcut(
  keys: string,
  label: string,
  run: (event: KeyboardEvent) => void,
  options: { group?: 'go' | 'page'; when?: boolean; inFields?: boolean } = {},
): void {
  const { group = 'page', when = true, inFields = false } = options;
  const newest = useRef(run);
  newest.current = run;
  useEffect(() => {
    if (!when) return;
    const one: Shortcut = { keys, label, group, inFields, run: (event) => newest.current(event) };
    change([...shortcuts, one]);
    return () => change(shortcuts.filter((other) => other !== one));
  }, [keys, label, group, when, inFields]);
}

/** Those that work now, for the help. */
export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shortcuts,
  );
}

/** Heard once by the shell. The last one registered wins, so a dialog may take over a key. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || inDialog(event.target)) return;
  const key = nameOf(event);
  const sequence = Date.now() - begun.at < SEQUENCE_MS ? `${begun.key} ${key}` : key;
  const typing = isField(event.target);
  const found = findLast(sequence, typing) ?? (sequence === key ? undefined : findLast(key, typing));
  begun = { key, at: typing ? 0 : Date.now() };
  if (!found) return;
  begun.at = 0;
  event.preventDefault();
  found.run(event);
}

function findLast(keys: string, typing: boolean): Shortcut | undefined {
  return shortcuts.findLast((one) => one.keys === keys && (one.inFields || !typing));
}

function nameOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  // A sign such as `?` names itself; Shift is only said with keys that have no other sign.
  const shift = event.shiftKey && event.key.length > 1 ? 'shift+' : '';
  return `${mod}${alt}${shift}${event.key.toLowerCase()}`;
}

/** What lies under an open dialog is not worked on by keys. */
function inDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-modal="true"]') !== null;
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit)$/.test(target.type);
}
