type Child = Node | string;

/**
 * Makes an element from attributes and children. Strings become text nodes, never markup; there is no
 * other way to put text on screen in this widget.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** A button that never submits a form. */
export function button(className: string, onClick: () => void, ...children: Child[]): HTMLButtonElement {
  const node = el('button', { type: 'button', class: className }, ...children);
  node.addEventListener('click', onClick);
  return node;
}

/** Words for screen readers only. */
export function unseen(text: string): HTMLSpanElement {
  return el('span', { class: 'unseen' }, text);
}

/** Gives an icon button its name, for screen readers and for the pointer. */
export function label(node: Element, text: string): void {
  node.setAttribute('aria-label', text);
  node.setAttribute('title', text);
}
