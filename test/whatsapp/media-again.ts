import { randomBytes } from 'node:crypto';
import { aesEncryptGCM, hkdf, proto } from '@whiskeysockets/baileys';
import type { Account } from './server/accounts.ts';
import { node, seconds } from './server/nodes.ts';
import { deliver } from './server/world.ts';

/** What a phone tells its linked devices once it has uploaded a file again; or that it no longer has it. */
export function tellUploaded(
  to: Account,
  message: { id: string; mediaKey: string },
  again: { directPath: string } | 'gone',
): void {
  const { SUCCESS, NOT_FOUND } = proto.MediaRetryNotification.ResultType;
  const content = proto.MediaRetryNotification.encode({
    stanzaId: message.id,
    ...(again === 'gone' ? { result: NOT_FOUND } : { result: SUCCESS, directPath: again.directPath }),
  }).finish();
  const key = hkdf(Buffer.from(message.mediaKey, 'base64'), 32, {
    info: 'WhatsApp Media Retry Notification',
  });
  const iv = randomBytes(12);
  const sealed = aesEncryptGCM(content, key, iv, Buffer.from(message.id));
  const from = `${to.number}@s.whatsapp.net`;
  for (const device of to.devices.values()) {
    if (device.id === 0) continue;
    deliver(
      device,
      node('notification', { id: message.id, from, type: 'mediaretry', t: seconds() }, [
        node('rmr', { jid: from, from_me: 'false' }),
        node('encrypt', {}, [node('enc_p', {}, sealed), node('enc_iv', {}, iv)]),
      ]),
    );
  }
}
