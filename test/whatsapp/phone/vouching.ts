import { createHmac } from 'node:crypto';
import { type AuthenticationCreds, proto, S_WHATSAPP_NET, type WASocket } from '@whiskeysockets/baileys';
import { signDevice } from '../server/credentials.ts';
import { type Node, node } from '../server/nodes.ts';

/** Who wants to be linked: from a QR code, or from the exchange after a pairing code. */
export interface Applicant {
  ref: string;
  noiseKey: Buffer;
  identity: Buffer;
  advSecret: Buffer;
}

/** Reads the text of a QR code; throws where it is not one of WhatsApp's. */
export function readQr(text: string): Applicant {
  const fields = text.replace(/^https:\/\/wa\.me\/settings\/linked_devices#/, '').split(',');
  const [ref, noiseKey, identity, advSecret] = fields;
  if (!ref || !noiseKey || !identity || !advSecret) throw new Error('not a QR code of WhatsApp');
  const applicant = {
    ref,
    noiseKey: Buffer.from(noiseKey, 'base64'),
    identity: Buffer.from(identity, 'base64'),
    advSecret: Buffer.from(advSecret, 'base64'),
  };
  for (const key of [applicant.noiseKey, applicant.identity, applicant.advSecret])
    if (key.length !== 32) throw new Error('a key in the QR code is not 32 bytes');
  return applicant;
}

/**
 * Signs the applicant's identity with the phone's and hands it in. Rejects with the server's words where the
 * reference is unknown or expired.
 */
export async function vouch(
  sock: WASocket,
  creds: AuthenticationCreds,
  applicant: Applicant,
  keyIndex: number,
): Promise<void> {
  const details = proto.ADVSignedDeviceIdentity.encode(
    signDevice(creds, applicant.identity, keyIndex),
  ).finish();
  const hmac = createHmac('sha256', applicant.advSecret).update(details).digest();
  const request: Node = node('iq', { to: S_WHATSAPP_NET, type: 'set', xmlns: 'md' }, [
    node('pair-device', {}, [
      node('ref', {}, Buffer.from(applicant.ref)),
      node('pub-key', {}, applicant.noiseKey),
      node('device-identity', {}, proto.ADVSignedDeviceIdentityHMAC.encode({ details, hmac }).finish()),
    ]),
  ]);
  await sock.query(request);
}
