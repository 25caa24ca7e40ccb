import { bigEndian, bytes, child, children, type Node, node } from './nodes.ts';
import { signatureIsGood } from './signatures.ts';

const DJB = Buffer.from([5]);

export interface SignedPreKey {
  id: number;
  value: Buffer;
  signature: Buffer;
}

/** What others need to write to one device: identity, signed pre-key, one-time pre-keys. */
export class KeyBundle {
  readonly identity: Buffer;
  readonly registrationId: number;
  private signed: SignedPreKey;
  private readonly oneTime = new Map<number, Buffer>();

  /** Throws where the signature is not of that identity. */
  constructor(identity: Buffer, registrationId: number, signed: SignedPreKey) {
    this.identity = identity;
    this.registrationId = registrationId;
    this.signed = signed;
    if (!this.isSignedByUs(signed)) throw new Error('signed pre-key without a good signature');
  }

  get count(): number {
    return this.oneTime.size;
  }

  /** Replaces the signed pre-key. Returns false for a bad signature. */
  rotate(skey: Node | undefined): boolean {
    const next = readSignedPreKey(skey);
    if (!next || !this.isSignedByUs(next)) return false;
    this.signed = next;
    return true;
  }

  add(id: number, value: Buffer): void {
    this.oneTime.set(id, value);
  }

  /** Takes an upload. Returns what is wrong with it, or undefined. */
  upload(request: Node): string | undefined {
    if (!bytes(child(request, 'identity'), 32)?.equals(this.identity)) return 'identity differs';
    if (!bytes(child(request, 'type'))?.equals(DJB)) return 'key type is not 5';
    if (!bytes(child(request, 'registration'), 4)) return 'registration id is not 4 bytes';
    const keys = children(child(request, 'list'), 'key').map((key) => ({
      id: bytes(child(key, 'id'), 3),
      value: bytes(child(key, 'value'), 32),
    }));
    if (keys.some((key) => !key.id || !key.value)) return 'a pre-key has a wrong length';
    if (!this.rotate(child(request, 'skey'))) return 'signed pre-key without a good signature';
    for (const key of keys) this.add(key.id!.readUIntBE(0, 3), key.value!);
    return undefined;
  }

  /** The bundle for a new session; uses up one one-time key, where any is left. */
  hand(jid: string): Node {
    const content = [...this.publicPart(), skeyNode(this.signed)];
    const next = this.oneTime.entries().next().value;
    if (next) {
      const [id, value] = next;
      this.oneTime.delete(id);
      content.push(node('key', {}, [node('id', {}, bigEndian(id, 3)), node('value', {}, value)]));
    }
    return node('user', { jid }, content);
  }

  /** For the owner of the device to compare with what it has. */
  digest(): Node {
    const ids = [...this.oneTime.keys()].map((id) => node('id', {}, bigEndian(id, 3)));
    return node('digest', {}, [...this.publicPart(), skeyNode(this.signed), node('list', {}, ids)]);
  }

  private publicPart(): Node[] {
    return [
      node('registration', {}, bigEndian(this.registrationId, 4)),
      node('type', {}, DJB),
      node('identity', {}, this.identity),
    ];
  }

  private isSignedByUs(signed: SignedPreKey): boolean {
    return signatureIsGood(this.identity, Buffer.concat([DJB, signed.value]), signed.signature);
  }
}

function skeyNode(signed: SignedPreKey): Node {
  return node('skey', {}, [
    node('id', {}, bigEndian(signed.id, 3)),
    node('value', {}, signed.value),
    node('signature', {}, signed.signature),
  ]);
}

function readSignedPreKey(skey: Node | undefined): SignedPreKey | undefined {
  const id = bytes(child(skey, 'id'), 3);
  const value = bytes(child(skey, 'value'), 32);
  const signature = bytes(child(skey, 'signature'), 64);
  return id && value && signature ? { id: id.readUIntBE(0, 3), value, signature } : undefined;
}
