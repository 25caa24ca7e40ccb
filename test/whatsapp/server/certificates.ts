import { Curve, type KeyPair, proto, WA_CERT_DETAILS } from '@whiskeysockets/baileys';

/** Long-term root, and the server's own Noise key under it, as WhatsApp's chain is built. */
export interface ServerIdentity {
  noiseKey: KeyPair;
  /** Encoded CertChain. */
  chain: Uint8Array;
  /** Public key of the root, to trust it. */
  root: Buffer;
}

const { Details } = proto.CertChain.NoiseCertificate;

/** A chain that verifies: root signs the intermediate, the intermediate signs the leaf of `noiseKey`. */
export function makeServerIdentity(): ServerIdentity {
  const root = Curve.generateKeyPair();
  const middle = Curve.generateKeyPair();
  const noiseKey = Curve.generateKeyPair();
  const validity = { notBefore: Math.floor(Date.now() / 1000) - 3600, notAfter: 4_000_000_000 };
  const intermediate = Details.encode({
    serial: 1,
    issuerSerial: 0,
    key: middle.public,
    ...validity,
  }).finish();
  const leaf = Details.encode({ serial: 2, issuerSerial: 1, key: noiseKey.public, ...validity }).finish();
  const chain = proto.CertChain.encode({
    intermediate: { details: intermediate, signature: Curve.sign(root.private, intermediate) },
    leaf: { details: leaf, signature: Curve.sign(middle.private, leaf) },
  }).finish();
  return { noiseKey, chain, root: root.public as Buffer };
}

/**
 * Makes Baileys in this process trust `root` as WhatsApp's. Returns what puts the real one back. Until its
 * signature checks work (see server.test.ts) this changes nothing; when they do, everything goes on working.
 */
export function trustRoot(root: Buffer): () => void {
  const real = WA_CERT_DETAILS.PUBLIC_KEY;
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(root);
  return () => {
    WA_CERT_DETAILS.PUBLIC_KEY = real;
  };
}
