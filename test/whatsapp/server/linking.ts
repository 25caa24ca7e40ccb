import { randomBytes } from 'node:crypto';
import { proto, S_WHATSAPP_NET } from '@whiskeysockets/baileys';
import { type Account, Device } from './accounts.ts';
import { parseAddress } from './addresses.ts';
import type { Connection } from './connection.ts';
import { deviceSignatureMessage } from './credentials.ts';
import { disconnect } from './faults.ts';
import type { Answer } from './iq.ts';
import { KeyBundle } from './key-bundle.ts';
import { codeAnswers } from './linking-code.ts';
import { bytes, child, failed, type Node, node, result, words } from './nodes.ts';
import { signatureIsGood } from './signatures.ts';
import { deliver, serverId, type World } from './world.ts';

/** A client that has no account yet and waits to be taken into one. */
export interface Candidate {
  connection: Connection;
  noiseKey: Buffer;
  keys: KeyBundle;
  /** References in the QR codes; one more where a code was asked for. */
  refs: string[];
  /** Account named with a pairing code. */
  wants?: Account;
  /** Set between pair-success and the client's signature. */
  success?: {
    id: string;
    account: Account;
    deviceId: number;
    keyIndex: number;
    details: Buffer;
    key: Buffer;
  };
}

/** Taking new devices into accounts, by QR code and by pairing code. */
export class Linking {
  /** QR codes offered to one client. */
  refs = 6;
  readonly candidates = new Set<Candidate>();
  readonly answers: Record<string, Answer> = {
    'set md/pair-device': (world, connection, request) => this.pair(world, connection, request),
    'set md/remove-companion-device': (world, connection, request) =>
      removeDevice(world, connection, request),
    ...codeAnswers(this),
  };

  /** A client without an account: it gets references to show as QR codes. */
  offer(
    connection: Connection,
    noiseKey: Buffer,
    data: proto.ClientPayload.IDevicePairingRegistrationData,
  ): void {
    const keys = new KeyBundle(Buffer.from(data.eIdent!), Buffer.from(data.eRegid!).readUInt32BE(0), {
      id: Buffer.from(data.eSkeyId!).readUIntBE(0, 3),
      value: Buffer.from(data.eSkeyVal!),
      signature: Buffer.from(data.eSkeySig!),
    });
    const refs = Array.from({ length: this.refs }, () => `2@${randomBytes(24).toString('base64url')}`);
    this.candidates.add({ connection, noiseKey, keys, refs });
    connection.send(
      node('iq', { from: S_WHATSAPP_NET, type: 'set', id: serverId(), xmlns: 'md' }, [
        node(
          'pair-device',
          {},
          refs.map((ref) => node('ref', {}, Buffer.from(ref))),
        ),
      ]),
    );
  }

  find(ref: string): Candidate | undefined {
    return [...this.candidates].find((one) => one.connection.isOpen && one.refs.includes(ref));
  }

  of(connection: Connection): Candidate | undefined {
    return [...this.candidates].find((one) => one.connection === connection);
  }

  /** A primary phone vouches for a candidate: the identity it signed goes to the candidate. */
  private pair(_world: World, connection: Connection, request: Node): Node {
    const asked = child(request, 'pair-device');
    const candidate = this.find(words(child(asked, 'ref')));
    const phone = connection.device;
    if (phone?.id !== 0) return failed(request, 403, 'only a phone may link');
    if (!candidate) return failed(request, 404, 'no such ref');
    if (!bytes(child(asked, 'pub-key'))?.equals(candidate.noiseKey))
      return failed(request, 409, 'key differs');
    const wrapped = bytes(child(asked, 'device-identity'));
    if (!wrapped) return failed(request, 400, 'no identity');
    const { details } = proto.ADVSignedDeviceIdentityHMAC.decode(wrapped);
    const signed = proto.ADVSignedDeviceIdentity.decode(details!);
    const { keyIndex } = proto.ADVDeviceIdentity.decode(signed.details!);
    const { account } = phone;
    candidate.success = {
      id: serverId(),
      account,
      deviceId: account.nextDeviceId(),
      keyIndex: keyIndex ?? 0,
      details: Buffer.from(signed.details!),
      key: Buffer.from(signed.accountSignatureKey!),
    };
    candidate.connection.send(pairSuccess(candidate.success, wrapped));
    return result(request);
  }

  /** The candidate's signature makes it a device; it has to connect again as that. */
  answered(connection: Connection, stanza: Node): void {
    const candidate = this.of(connection);
    const success = candidate?.success;
    if (!candidate || !success || stanza.attrs.id !== success.id) return;
    const identity = bytes(child(child(stanza, 'pair-device-sign'), 'device-identity'));
    const signature = identity && proto.ADVSignedDeviceIdentity.decode(identity).deviceSignature;
    const message = deviceSignatureMessage(success.details, candidate.keys.identity, success.key);
    this.candidates.delete(candidate);
    if (!signature || !signatureIsGood(candidate.keys.identity, message, signature)) {
      disconnect(connection, 401);
      return;
    }
    const device = new Device(success.account, success.deviceId, candidate.noiseKey, candidate.keys);
    device.keyIndex = success.keyIndex;
    success.account.devices.set(device.id, device);
    tellDevices(success.account, 'add', device);
    disconnect(connection, 515);
  }
}

function pairSuccess(success: NonNullable<Candidate['success']>, identity: Buffer): Node {
  const { account, deviceId } = success;
  const device = new Device(account, deviceId, Buffer.alloc(0), account.devices.get(0)!.keys);
  return node('iq', { from: S_WHATSAPP_NET, type: 'set', id: success.id, xmlns: 'md' }, [
    node('pair-success', {}, [
      node('device-identity', {}, identity),
      node('biz', { name: account.name }),
      node('device', { jid: device.address('pn'), lid: device.address('lid') }),
      node('platform', { name: 'android' }),
    ]),
  ]);
}

/** A device leaves (by itself or sent away by its phone); where it is connected it hears so. */
export function unlink(device: Device): void {
  if (device.id === 0) throw new Error('a phone cannot be unlinked');
  device.account.devices.delete(device.id);
  if (device.connection) disconnect(device.connection, 401);
  tellDevices(device.account, 'remove', device);
}

function removeDevice(world: World, connection: Connection, request: Node): Node {
  const jid = child(request, 'remove-companion-device')?.attrs.jid;
  const device = parseAddress(jid) && world.accounts.device(jid);
  const asker = connection.device;
  if (!device || device.id === 0 || device.account !== asker?.account)
    return failed(request, 404, 'no such device');
  if (device === asker) connection.send(result(request));
  unlink(device);
  return result(request);
}

/** Those who write to the account learn that its devices changed. */
function tellDevices(account: Account, what: 'add' | 'remove', device: Device): void {
  for (const peer of [...account.known, account]) {
    const content = [node('device', { jid: device.address('pn'), 'key-index': String(device.keyIndex) })];
    const attrs = { from: `${account.number}@s.whatsapp.net`, type: 'devices', t: '0' };
    for (const one of peer.devices.values())
      if (one !== device)
        deliver(one, node('notification', { ...attrs, id: serverId() }, [node(what, {}, content)]));
  }
}
