import type { Connection } from './connection.ts';
import type { Node } from './nodes.ts';

interface Pending {
  stanza: Node;
  /** The connection it was last written to; it is written again to every later one. */
  writtenTo?: Connection;
}

/**
 * What waits for one device, in order. A stanza stays until the device has confirmed it (a message by receipt
 * or ack, a receipt or notification by ack): whatever was not confirmed comes again on the next connection.
 */
export class DeliveryQueue {
  /** Nothing is written while set; it waits. */
  held = false;
  private pending: Pending[] = [];
  /** Every message ever queued, by id: to deliver it again, ciphertext and all. */
  private readonly messages = new Map<string, Node>();

  get length(): number {
    return this.pending.length;
  }

  /** Stanzas that wait, oldest first. */
  get waiting(): Node[] {
    return this.pending.map((one) => one.stanza);
  }

  add(stanza: Node, connection: Connection | undefined): void {
    const one: Pending = { stanza };
    this.pending.push(one);
    if (stanza.tag === 'message') this.messages.set(stanza.attrs.id!, stanza);
    if (connection?.active && !this.held) write(one, connection);
  }

  /**
   * Writes everything not yet written to this connection. `offline`: as the backlog of a device that was away,
   * so that each stanza carries its mark. Returns how many.
   */
  flush(connection: Connection, offline: boolean): number {
    if (this.held) return 0;
    const fresh = this.pending.filter((one) => one.writtenTo !== connection);
    for (const one of fresh) write(one, connection, offline ? { offline: '0' } : {});
    return fresh.length;
  }

  /** The device confirmed it. Returns false where nothing of the kind was waiting. */
  confirm(tag: string, id: string, matches: (stanza: Node) => boolean = () => true): boolean {
    const index = this.pending.findIndex(
      ({ stanza, writtenTo }) => writtenTo && stanza.tag === tag && stanza.attrs.id === id && matches(stanza),
    );
    if (index < 0) return false;
    this.pending.splice(index, 1);
    return true;
  }

  /** The same stanza once more, as a server that missed the receipt would. False where there was none. */
  repeat(id: string, connection: Connection | undefined): boolean {
    const stanza = this.messages.get(id);
    if (stanza) this.add(stanza, connection);
    return stanza !== undefined;
  }
}

function write(one: Pending, connection: Connection, extra: Record<string, string> = {}): void {
  one.writtenTo = connection;
  connection.send({ ...one.stanza, attrs: { ...one.stanza.attrs, ...extra } });
}
