import type { proto } from '@whiskeysockets/baileys';
import type { Device } from './accounts.ts';
import type { Connection } from './connection.ts';
import { disconnect, refuseLogin } from './faults.ts';
import { type Node, node, seconds } from './nodes.ts';
import { nameTo, type World } from './world.ts';

/**
 * After the handshake: a known device with its own key is let in (an older connection of it is replaced), a
 * device without an account may be linked, everybody else gets 401.
 */
export function login(
  world: World,
  connection: Connection,
  noiseKey: Buffer,
  payload: proto.ClientPayload,
): void {
  if (!payload.username && payload.devicePairingData)
    world.linking.offer(connection, noiseKey, payload.devicePairingData);
  else {
    const account = world.accounts.ofPhone(String(payload.username));
    const device = account?.devices.get(Number(payload.device ?? 0));
    const known = device?.noiseKey.equals(noiseKey) ? device : undefined;
    const fault = !known ? 401 : known.id === 0 ? undefined : world.faults.takeLogin();
    if (fault || !known) refuseLogin(connection, fault ?? 401);
    else welcome(world, connection, known);
  }
}

function welcome(world: World, connection: Connection, device: Device): void {
  const { account } = device;
  if (device.id !== 0) connection.remaining = world.faults.takeBreak() ?? connection.remaining;
  if (device.connection) disconnect(device.connection, 440);
  device.connection = connection;
  connection.device = device;
  connection.send(
    node('success', {
      t: seconds(),
      lid: nameTo(account, 'lid', device.id),
      display_name: account.name || undefined,
    }),
  );
  world.records.note('logins', { phone: account.phone, device: device.id });
}

/** The client wants to hear: first everything that waited, marked as such, then as it happens. */
export function activate(world: World, connection: Connection): void {
  const device = connection.device;
  if (!device || connection.active) return;
  connection.active = true;
  const count = device.queue.flush(connection, true);
  connection.send(offlineDone(count));
  world.records.changed();
}

function offlineDone(count: number): Node {
  return node('ib', {}, [node('offline', { count: String(count) })]);
}
