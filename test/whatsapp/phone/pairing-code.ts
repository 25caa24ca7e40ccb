import { createCipheriv, createDecipheriv, hkdfSync, pbkdf2Sync, randomBytes } from 'node:crypto';
import {
  type AuthenticationCreds,
  Curve,
  type KeyPair,
  S_WHATSAPP_NET,
  type WASocket,
} from '@whiskeysockets/baileys';
import { bytes, child, type Node, node, words } from '../server/nodes.ts';
import type { Applicant } from './vouching.ts';

const ITERATIONS = 131_072;
const NONE = Buffer.alloc(0);

/** The key a typed code and a salt give. */
function codeKey(code: string, salt: Buffer): Buffer {
  return pbkdf2Sync(code, salt, ITERATIONS, 32, 'sha256');
}

/** Salt, IV and the key under the code. */
function wrap(code: string, key: Uint8Array): Buffer {
  const salt = randomBytes(32);
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-ctr', codeKey(code, salt), iv);
  return Buffer.concat([salt, iv, cipher.update(key), cipher.final()]);
}

function unwrap(code: string, wrapped: Buffer): Buffer {
  const key = codeKey(code, wrapped.subarray(0, 32));
  const decipher = createDecipheriv('aes-256-ctr', key, wrapped.subarray(32, 48));
  return Buffer.concat([decipher.update(wrapped.subarray(48, 80)), decipher.final()]);
}

/** What the phone keeps between the two messages. */
export interface CodeExchange {
  ref: string;
  noiseKey: Buffer;
  companionEphemeral: Buffer;
  own: KeyPair;
}

/** The phone's answer to companion_hello, with the code its owner typed. */
export async function answerHello(
  sock: WASocket,
  creds: AuthenticationCreds,
  hello: Node,
  code: string,
): Promise<CodeExchange> {
  const ref = words(child(hello, 'link_code_pairing_ref'));
  const wrapped = bytes(child(hello, 'link_code_pairing_wrapped_companion_ephemeral_pub'), 80)!;
  const own = Curve.generateKeyPair();
  const content = [
    node('link_code_pairing_wrapped_primary_ephemeral_pub', {}, wrap(code, own.public)),
    node('primary_identity_pub', {}, creds.signedIdentityKey.public),
    node('link_code_pairing_ref', {}, Buffer.from(ref)),
  ];
  await sock.query(
    node('iq', { to: S_WHATSAPP_NET, type: 'set', xmlns: 'md' }, [
      node('link_code_companion_reg', { jid: creds.me!.id, stage: 'primary_hello' }, content),
    ]),
  );
  return {
    ref,
    noiseKey: bytes(child(hello, 'companion_server_auth_key_pub'), 32)!,
    companionEphemeral: unwrap(code, wrapped),
    own,
  };
}

/** Opens companion_finish. Throws where the code was not the one the companion shows. */
export function openFinish(creds: AuthenticationCreds, exchange: CodeExchange, finish: Node): Applicant {
  const bundle = bytes(child(finish, 'link_code_pairing_wrapped_key_bundle'))!;
  const shared = Curve.sharedKey(exchange.own.private, exchange.companionEphemeral);
  const info = Buffer.from('link_code_pairing_key_bundle_encryption_key');
  const key = Buffer.from(hkdfSync('sha256', shared, bundle.subarray(0, 32), info, 32));
  const decipher = createDecipheriv('aes-256-gcm', key, bundle.subarray(32, 44));
  decipher.setAuthTag(bundle.subarray(bundle.length - 16));
  let plain: Buffer;
  try {
    plain = Buffer.concat([decipher.update(bundle.subarray(44, bundle.length - 16)), decipher.final()]);
  } catch {
    throw new Error('the code does not match');
  }
  const identity = plain.subarray(0, 32);
  const identityShared = Curve.sharedKey(creds.signedIdentityKey.private, identity);
  const secret = Buffer.concat([shared, identityShared, plain.subarray(64, 96)]);
  return {
    ref: exchange.ref,
    noiseKey: exchange.noiseKey,
    identity,
    advSecret: Buffer.from(hkdfSync('sha256', secret, NONE, Buffer.from('adv_secret'), 32)),
  };
}
