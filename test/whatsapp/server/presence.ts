import type { Connection } from './connection.ts';
import { children, Malformed, type Node, node } from './nodes.ts';
import { nameTo, type World } from './world.ts';

/** "typing", "paused": to whoever of the other side is there now; nothing waits for those who are not. */
export function takeChatState(world: World, connection: Connection, stanza: Node): void {
  const from = connection.device!;
  const peer = world.accounts.account(stanza.attrs.to);
  const state = children(stanza)[0];
  if (!peer || !state) throw new Malformed('chat state without anybody or anything');
  for (const device of peer.devices.values())
    if (device.connection?.active)
      device.connection.send(node('chatstate', { from: nameTo(from.account) }, stanza.content));
  world.records.note('chatStates', { from: from.account.phone, to: peer.phone, state: state.tag });
}

/** Own presence and name, or the wish to know somebody's. */
export function takePresence(world: World, connection: Connection, stanza: Node): void {
  const device = connection.device!;
  if (stanza.attrs.type === 'subscribe') {
    const peer = world.accounts.account(stanza.attrs.to);
    if (!peer) return;
    const available = [...peer.devices.values()].some((one) => one.available && one.connection);
    connection.send(
      node('presence', { from: stanza.attrs.to, type: available ? undefined : 'unavailable', last: 'deny' }),
    );
    return;
  }
  if (device.id === 0 && stanza.attrs.name) device.account.name = stanza.attrs.name;
  if (stanza.attrs.type) device.available = stanza.attrs.type === 'available';
}
