import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { Curve, type KeyPair, proto } from '@whiskeysockets/baileys';

const NAME = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0');
const NONE = Buffer.alloc(0);
const TAG = 16;

function seal(key: Buffer, counter: number, plain: Uint8Array, associated: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(counter));
  cipher.setAAD(associated);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unseal(key: Buffer, counter: number, sealed: Uint8Array, associated: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(counter));
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()]);
}

function nonce(counter: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 8);
  return bytes;
}

interface Direction {
  key: Buffer;
  counter: number;
}

/** The server's side of Noise XX; then the transport. Anything that does not verify throws. */
export class NoiseResponder {
  private hash: Buffer = NAME;
  private chain: Buffer = NAME;
  private key: Buffer = NAME;
  private counter = 0;
  private readonly ephemeral: KeyPair = Curve.generateKeyPair();
  private incoming: Direction = { key: NONE, counter: 0 };
  private outgoing: Direction = { key: NONE, counter: 0 };
  private remote: Buffer = NONE;

  private readonly identity: KeyPair;

  constructor(identity: KeyPair, prologue: Buffer) {
    this.identity = identity;
    this.mixHash(prologue);
  }

  /** First message in, second out. `certificate` is the encoded chain. */
  answer(hello: Buffer, certificate: Uint8Array): Buffer {
    const theirs = proto.HandshakeMessage.decode(hello).clientHello?.ephemeral;
    if (theirs?.length !== 32) throw new Error('client hello without an ephemeral key of 32 bytes');
    this.remote = Buffer.from(theirs);
    this.mixHash(this.remote);
    this.mixHash(this.ephemeral.public);
    this.mixKey(Curve.sharedKey(this.ephemeral.private, this.remote));
    const fixed = this.encrypt(this.identity.public);
    this.mixKey(Curve.sharedKey(this.identity.private, this.remote));
    const payload = this.encrypt(certificate);
    return Buffer.from(
      proto.HandshakeMessage.encode({
        serverHello: { ephemeral: this.ephemeral.public, static: fixed, payload },
      }).finish(),
    );
  }

  /** Third message in: who it is (the key that proves it) and what the client says of itself. */
  finish(message: Buffer): { noiseKey: Buffer; payload: proto.ClientPayload } {
    const last = proto.HandshakeMessage.decode(message).clientFinish;
    if (!last?.static || !last.payload) throw new Error('client finish without key or payload');
    const noiseKey = this.decrypt(last.static);
    this.mixKey(Curve.sharedKey(this.ephemeral.private, noiseKey));
    const payload = proto.ClientPayload.decode(this.decrypt(last.payload));
    const [first, second] = this.expand(NONE);
    this.incoming = { key: first, counter: 0 };
    this.outgoing = { key: second, counter: 0 };
    return { noiseKey, payload };
  }

  /** A frame of the established session. */
  open(frame: Buffer): Buffer {
    return unseal(this.incoming.key, this.incoming.counter++, frame, NONE);
  }

  close(plain: Uint8Array): Buffer {
    return seal(this.outgoing.key, this.outgoing.counter++, plain, NONE);
  }

  private encrypt(plain: Uint8Array): Buffer {
    const sealed = seal(this.key, this.counter++, plain, this.hash);
    this.mixHash(sealed);
    return sealed;
  }

  private decrypt(sealed: Uint8Array): Buffer {
    const plain = unseal(this.key, this.counter++, sealed, this.hash);
    this.mixHash(sealed);
    return plain;
  }

  private mixHash(data: Uint8Array): void {
    this.hash = createHash('sha256').update(this.hash).update(data).digest();
  }

  private mixKey(secret: Buffer): void {
    [this.chain, this.key] = this.expand(secret);
    this.counter = 0;
  }

  private expand(secret: Buffer): [Buffer, Buffer] {
    const both = Buffer.from(hkdfSync('sha256', secret, this.chain, NONE, 64));
    return [both.subarray(0, 32), both.subarray(32)];
  }
}
