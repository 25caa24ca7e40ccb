const FOCUSABLE = 'button:not([disabled]), a[href], textarea, [tabindex="0"]';

/** Keeps Tab inside a panel that covers the whole page. */
export function keepTabInside(panel: HTMLElement, event: KeyboardEvent): void {
  const all = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (node) => node.getClientRects().length > 0,
  );
  const first = all[0];
  const last = all.at(-1);
  if (!first || !last) return;
  const now = (panel.getRootNode() as ShadowRoot).activeElement;
  if (event.shiftKey && (now === first || now === panel)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && now === last) {
    event.preventDefault();
    first.focus();
  }
}
