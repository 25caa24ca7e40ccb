import type { BinaryNode, WASocket } from '@whiskeysockets/baileys';
import type { BaileysContext } from './context.ts';

/**
 * Makes Baileys read messages one after another, in the order in which they came. By itself it reads what had
 * waited for us in a queue of its own and what comes meanwhile beside it: whoever goes on writing is heard out
 * of order, and what was read in that queue may lie in its event buffer for half a minute. Call it once for a
 * socket, before anybody else listens to it.
 */
export function readInTurn({ log }: BaileysContext, { ws }: WASocket): void {
  const theirs = ws.listeners('CB:message') as ((node: BinaryNode) => unknown)[];
  let turn = Promise.resolve();
  async function read(node: BinaryNode): Promise<void> {
    // Nobody has confirmed it: it is delivered again on the next line.
    if (!ws.isOpen) return;
    for (const listener of theirs) await listener(node);
  }
  ws.removeAllListeners('CB:message');
  ws.on('CB:message', (node: BinaryNode) => {
    // This is what sends a message into that queue.
    delete node.attrs.offline;
    turn = turn
      .then(() => read(node))
      .catch((error: unknown) => {
        const kind = error instanceof Error ? error.name : typeof error;
        log.error({ error: kind }, 'a message could not be read');
      });
  });
}
