import { deflateSync } from 'node:zlib';
import { generateMessageIDV2, proto, type WASocket } from '@whiskeysockets/baileys';
import { children, node } from '../server/nodes.ts';

/** Sends a device its (empty) history, in one piece inside the message, as phones do for small ones. */
export async function shareHistory(sock: WASocket, device: string): Promise<void> {
  const syncType = proto.HistorySync.HistorySyncType.RECENT;
  const history = proto.HistorySync.encode({ syncType, progress: 100, chunkOrder: 1 }).finish();
  const message: proto.IMessage = {
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType: proto.Message.HistorySyncType.RECENT,
        chunkOrder: 1,
        progress: 100,
        initialHistBootstrapInlinePayload: deflateSync(history),
      },
    },
  };
  await sock.assertSessions([device], true);
  const { nodes } = await sock.createParticipantNodes([device], message);
  const enc = children(nodes[0])[0]!;
  const attrs = { id: generateMessageIDV2(), to: device, type: 'text', category: 'peer' };
  await sock.sendNode(node('message', attrs, [enc]));
}
