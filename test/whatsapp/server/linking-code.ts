import { randomBytes } from 'node:crypto';
import { S_WHATSAPP_NET } from '@whiskeysockets/baileys';
import type { Device } from './accounts.ts';
import type { Answer } from './iq.ts';
import type { Linking } from './linking.ts';
import { child, failed, type Node, node, result, seconds, words } from './nodes.ts';
import { deliver, serverId } from './world.ts';

/**
 * Linking by a code typed on the phone. The server only carries: companion_hello to the phone, primary_hello
 * back, companion_finish to the phone, which then vouches as it does for a scanned code.
 */
export function codeAnswers(linking: Linking): Record<string, Answer> {
  const relay: Answer = (world, connection, request) => {
    const reg = child(request, 'link_code_companion_reg')!;
    switch (reg.attrs.stage) {
      case 'companion_hello': {
        const candidate = linking.of(connection);
        const account = world.accounts.account(reg.attrs.jid);
        const phone = account?.devices.get(0);
        if (!candidate || !account || !phone) return failed(request, 404, 'no such number');
        const ref = randomBytes(24).toString('base64url');
        candidate.refs.push(ref);
        candidate.wants = account;
        const refNode = node('link_code_pairing_ref', {}, Buffer.from(ref));
        deliver(phone, note([...asChildren(reg), refNode], 'companion_hello'));
        return result(request, [node('link_code_companion_reg', { stage: 'companion_hello' }, [refNode])]);
      }
      case 'primary_hello': {
        const candidate = linking.find(words(child(reg, 'link_code_pairing_ref')));
        if (!candidate || candidate.wants !== connection.device?.account)
          return failed(request, 404, 'no such ref');
        candidate.connection.send(note(asChildren(reg), 'primary_hello'));
        return result(request);
      }
      case 'companion_finish': {
        const phone: Device | undefined = linking.of(connection)?.wants?.devices.get(0);
        if (!phone) return failed(request, 404, 'nobody to finish with');
        deliver(phone, note(asChildren(reg), 'companion_finish'));
        return result(request);
      }
      default:
        return failed(request, 400, 'unknown stage');
    }
  };
  return { 'set md/link_code_companion_reg': relay };
}

function asChildren(reg: Node): Node[] {
  return Array.isArray(reg.content) ? reg.content : [];
}

function note(content: Node[], stage: string): Node {
  const attrs = { from: S_WHATSAPP_NET, id: serverId(), type: 'link_code_companion_reg', t: seconds() };
  return node('notification', attrs, [node('link_code_companion_reg', { stage }, content)]);
}
