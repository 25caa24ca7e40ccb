import { S_WHATSAPP_NET } from '@whiskeysockets/baileys';
import type { Device } from './accounts.ts';
import type { Answer } from './iq.ts';
import { child, children, failed, type Node, node, result } from './nodes.ts';
import { deliver, serverId } from './world.ts';

/** With fewer one-time keys left than this, the device is asked for more. */
const FEW = 5;

export const preKeyCount: Answer = (_world, connection, request) =>
  result(request, [node('count', { value: String(connection.device?.keys.count ?? 0) })]);

export const uploadKeys: Answer = (_world, connection, request) => {
  const wrong = connection.device?.keys.upload(request) ?? (connection.device ? undefined : 'not logged in');
  return wrong ? failed(request, 406, wrong) : result(request);
};

export const digest: Answer = (_world, connection, request) =>
  connection.device && connection.device.keys.count > 0
    ? result(request, [connection.device.keys.digest()])
    : failed(request, 404, 'item-not-found');

export const rotateKey: Answer = (_world, connection, request) =>
  connection.device?.keys.rotate(child(child(request, 'rotate'), 'skey'))
    ? result(request)
    : failed(request, 406, 'signed pre-key without a good signature');

/**
 * Bundles of the devices asked for. A device that does not exist, or a number in place of a LID, gets an error
 * of its own within the answer.
 */
export const handBundles: Answer = (world, _connection, request) => {
  const users = children(child(request, 'key'), 'user').map((user): Node => {
    const jid = user.attrs.jid ?? '';
    const device = world.accounts.device(jid);
    if (!device) return node('user', { jid }, [node('error', { code: '404', text: 'item-not-found' })]);
    const bundle = device.keys.hand(jid);
    if (device.keys.count < FEW) askForKeys(device);
    return bundle;
  });
  return result(request, [node('list', {}, users)]);
};

function askForKeys(device: Device): void {
  const asked = device.queue.waiting.some(
    (one) => one.tag === 'notification' && one.attrs.type === 'encrypt' && one.attrs.from === S_WHATSAPP_NET,
  );
  if (asked) return;
  const attrs = { from: S_WHATSAPP_NET, id: serverId(), type: 'encrypt', t: '0' };
  deliver(device, node('notification', attrs, [node('count', { value: String(device.keys.count) })]));
}
