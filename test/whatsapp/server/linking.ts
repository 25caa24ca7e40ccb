import type { proto } from '@whiskeysockets/baileys';
import type { Connection } from './connection.ts';
import type { Answer } from './iq.ts';
import type { Node } from './nodes.ts';

export class Linking {
  readonly answers: Record<string, Answer> = {};
  offer(
    connection: Connection,
    _noiseKey: Buffer,
    _data: proto.ClientPayload.IDevicePairingRegistrationData,
  ): void {
    connection.cut();
  }
  answered(_connection: Connection, _stanza: Node): void {}
}
