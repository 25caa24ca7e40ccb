import { S_WHATSAPP_NET } from '@whiskeysockets/baileys';
import type { Account, Device } from './accounts.ts';
import { parseAddress } from './addresses.ts';
import type { Connection } from './connection.ts';
import { children, Malformed, type Node, node, seconds } from './nodes.ts';
import { deliver, nameTo, type World } from './world.ts';

/** Types that say "this device has it"; the message need not be sent to it again. */
const ARRIVED = new Set(['delivered', 'inactive', 'sender', 'peer_msg']);

/** Types that concern nobody else. */
const OWN_BUSINESS = new Set(['sender', 'peer_msg', 'hist_sync', 'inactive']);

/**
 * Takes a receipt: ends the waiting of the message it is for, confirms the receipt, and hands it to those it
 * concerns: `retry` to the device that encrypted it, `read-self` to one's own devices, the rest to the sender.
 */
export function takeReceipt(world: World, connection: Connection, stanza: Node): void {
  const device = connection.device!;
  const { id, to } = stanza.attrs;
  const type = stanza.attrs.type ?? 'delivered';
  if (!id || (!parseAddress(to) && type !== 'sender')) throw new Malformed('receipt without id or to');
  const ids = [id, ...children(children(stanza, 'list')[0], 'item').map((item) => item.attrs.id!)];
  connection.send(
    node('ack', { class: 'receipt', id, from: to ?? S_WHATSAPP_NET, type: stanza.attrs.type, t: seconds() }),
  );
  const peer = world.accounts.account(to);
  if (ARRIVED.has(type)) for (const one of ids) device.queue.confirm('message', one);
  if (peer) forward(world, device, peer, stanza, ids, type);
  world.records.note('receipts', {
    ids,
    from: device.account.phone,
    fromDevice: device.id,
    to: peer?.phone ?? '',
    type,
  });
}

function forward(
  world: World,
  device: Device,
  peer: Account,
  stanza: Node,
  ids: string[],
  type: string,
): void {
  if (OWN_BUSINESS.has(type)) return;
  const mode = world.routes.modeOf(peer, ids[0]!);
  const shown = from(stanza, nameTo(device.account, mode, device.id));
  if (type === 'read-self') forwardToOwn(device, stanza);
  else if (type === 'server-error') {
    const primary = device.account.devices.get(0);
    if (primary) deliver(primary, from(stanza, device.address('pn')));
  } else if (type === 'retry') {
    const asked = world.accounts.device(stanza.attrs.to);
    for (const one of ids) world.routes.again(peer, device, one);
    if (asked) deliver(asked, shown);
  } else {
    for (const each of peer.devices.values()) deliver(each, shown);
    if (type === 'read') forwardToOwn(device, stanza);
  }
}

/** Own other devices learn what was read. */
function forwardToOwn(device: Device, stanza: Node): void {
  for (const own of device.account.devices.values()) {
    if (own === device) continue;
    const shown = from(stanza, device.address('pn'));
    deliver(own, { ...shown, attrs: { ...shown.attrs, type: 'read-self', recipient: stanza.attrs.to! } });
  }
}

function from(stanza: Node, sender: string): Node {
  const { to: _to, ...attrs } = stanza.attrs;
  return node('receipt', { ...attrs, from: sender, t: seconds() }, stanza.content);
}

/** An ack of the client: what it names need not be sent again. */
export function takeAck(_world: World, connection: Connection, stanza: Node): void {
  const { id, class: tag, to, type } = stanza.attrs;
  if (!id || !tag) throw new Malformed('ack without id or class');
  connection.device!.queue.confirm(
    tag,
    id,
    (waiting) => (to === undefined || waiting.attrs.from === to) && waiting.attrs.type === type,
  );
}
