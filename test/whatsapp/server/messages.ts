import { S_WHATSAPP_NET } from '@whiskeysockets/baileys';
import type { Account, Device } from './accounts.ts';
import { type Mode, parseAddress } from './addresses.ts';
import type { Connection } from './connection.ts';
import { bytes, child, children, Malformed, type Node, node, seconds } from './nodes.ts';
import { deliver, modeOf, nameTo, type World } from './world.ts';

/** What is not known of WhatsApp's own codes for a number without WhatsApp and for a device nobody has. */
const UNREGISTERED = 404;
const STALE_DEVICE = 479;

interface Part {
  device: Device;
  enc: Node;
}

/**
 * Takes a message: refuses it (ack with an error), or confirms it and queues one stanza for each device it was
 * encrypted for. The same id from the same sender reaches a device once, unless that device asked again.
 */
export function takeMessage(world: World, connection: Connection, stanza: Node): void {
  const from = connection.device!;
  const { id, to } = stanza.attrs;
  const encs = ciphertexts(stanza);
  if (!id || !parseAddress(to)) throw new Malformed('message without id or to');
  if (!encs.every(isCiphertext)) throw new Malformed('message with something else than ciphertext');
  const fault = world.faults.takeSend(from);
  const chat = world.accounts.account(stanza.attrs.recipient ?? to);
  if (chat && encs.length === 0) throw new Malformed('message for nobody');
  const parts = chat && readParts(world, from, chat, stanza);
  const error = world.faults.takeAck(from) ?? (!chat ? UNREGISTERED : !parts ? STALE_DEVICE : undefined);
  if (fault === 'lose-message') connection.cut();
  else if (error !== undefined || !chat || !parts) refuse(world, connection, stanza, error ?? UNREGISTERED);
  else accept(world, connection, stanza, chat, parts, fault === 'lose-ack');
}

function accept(
  world: World,
  connection: Connection,
  stanza: Node,
  chat: Account,
  parts: Part[],
  loseAck: boolean,
): void {
  const from = connection.device!;
  const id = stanza.attrs.id!;
  const mode = parseAddress(stanza.attrs.to)!.mode;
  const fresh = parts.filter((part) => world.routes.isNew(from, part.device, id));
  const duplicate = parts.length > 0 && fresh.length === 0;
  world.routes.remember(from.account, id, mode);
  if (chat !== from.account) meet(from.account, chat);
  if (loseAck) connection.cut();
  else connection.send(ack(stanza));
  for (const part of fresh) deliver(part.device, stanzaFor(from, chat, part, stanza, mode));
  world.records.note('accepted', {
    id,
    from: from.account.phone,
    fromDevice: from.id,
    to: chat.phone,
    devices: fresh.map((part) => part.device.address('pn')),
    duplicate,
    stanza,
  });
}

function ciphertexts(stanza: Node): Node[] {
  const inner = children(child(stanza, 'participants'), 'to').flatMap((one) => children(one, 'enc'));
  return [...children(stanza, 'enc'), ...inner];
}

function isCiphertext(enc: Node): boolean {
  return ['msg', 'pkmsg'].includes(enc.attrs.type ?? '') && (bytes(enc)?.length ?? 0) > 0;
}

/** Devices and ciphertexts; undefined where one of them belongs to neither side. */
function readParts(world: World, from: Device, chat: Account, stanza: Node): Part[] | undefined {
  const single = child(stanza, 'enc');
  const list = single
    ? [{ jid: stanza.attrs.to, enc: single }]
    : children(child(stanza, 'participants'), 'to').map((one) => ({
        jid: one.attrs.jid,
        enc: child(one, 'enc')!,
      }));
  const parts: Part[] = [];
  for (const { jid, enc } of list) {
    const device = world.accounts.device(jid);
    if (!device || device === from) return undefined;
    if (device.account !== chat && device.account !== from.account) return undefined;
    parts.push({ device, enc });
  }
  return parts;
}

function stanzaFor(from: Device, chat: Account, part: Part, stanza: Node, asked: Mode): Node {
  const own = part.device.account === from.account && stanza.attrs.category !== 'peer';
  // To own devices the chat is named as the sender named it; to others the sender as its account is named.
  const mode = own ? modeOf(chat, asked) : modeOf(from.account);
  const other: Mode = mode === 'lid' ? 'pn' : 'lid';
  const alternative = own ? chat : from.account;
  const told = other === 'pn' && alternative.hidden ? undefined : nameTo(alternative, other);
  const identity = child(stanza, 'device-identity');
  return node(
    'message',
    {
      from: nameTo(from.account, mode, from.id),
      id: stanza.attrs.id,
      type: stanza.attrs.type ?? 'text',
      t: seconds(),
      notify: from.account.name || undefined,
      edit: stanza.attrs.edit,
      category: stanza.attrs.category,
      addressing_mode: mode,
      recipient: own ? nameTo(chat, mode) : undefined,
      [`${own ? 'peer_recipient' : 'sender'}_${other}`]: told,
    },
    bytes(identity)?.length ? [part.enc, identity!] : [part.enc],
  );
}

function ack(stanza: Node, error?: number): Node {
  return node('ack', {
    class: 'message',
    id: stanza.attrs.id,
    from: stanza.attrs.to ?? S_WHATSAPP_NET,
    t: seconds(),
    error: error?.toString(),
  });
}

function refuse(world: World, connection: Connection, stanza: Node, error: number): void {
  connection.send(ack(stanza, error));
  world.records.note('refused', {
    id: stanza.attrs.id!,
    from: connection.device!.account.phone,
    to: stanza.attrs.to!,
    error,
  });
}

function meet(one: Account, other: Account): void {
  one.known.add(other);
  other.known.add(one);
}
