import { factsNode } from './cards.ts';
import { el } from './dom.ts';

interface Element {
  type?: unknown;
  text?: unknown;
  weight?: unknown;
  facts?: unknown;
  items?: unknown;
  columns?: unknown;
}

/** Nesting beyond this is no card of ours. */
const DEEPEST = 4;

/**
 * The readable part of an Adaptive Card: text blocks and fact sets, in containers and columns. Used only
 * where the server sent no simpler shape; undefined when there is nothing to read in it.
 */
export function adaptiveNode(content: unknown): HTMLElement | undefined {
  const body = (content as { body?: unknown } | undefined)?.body;
  const nodes = elements(body, 0);
  return nodes.length > 0 ? el('article', { class: 'card' }, ...nodes) : undefined;
}

function elements(list: unknown, depth: number): Node[] {
  if (!Array.isArray(list) || depth > DEEPEST) return [];
  return list.flatMap((given: Element | null) => {
    const element = given ?? {};
    if (element.type === 'TextBlock' && typeof element.text === 'string') {
      const strong = element.weight === 'Bolder' || element.weight === 'bolder';
      return [el('p', { class: strong ? 'card-title' : 'card-text' }, element.text)];
    }
    if (element.type === 'FactSet' && Array.isArray(element.facts)) {
      return [factsNode(element.facts.map((fact) => [fact?.title, fact?.value]))];
    }
    return [...elements(element.items, depth + 1), ...elements(element.columns, depth + 1)];
  });
}
