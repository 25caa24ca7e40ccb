import type { BinaryNode, WASocket } from '@whiskeysockets/baileys';
import type { SendOutcome } from '../ports.ts';

export type Answer = { ok: true } | { ok: false; code: string } | 'silence' | 'closed';

/**
 * Listens, from before the frame leaves, for the server's word on a message: Baileys itself says "sent" once
 * the frame is written. A receipt of the other side's is an answer too.
 */
export function listenForAnswer(sock: WASocket, messageId: string) {
  const event = `TAG:${messageId}`;
  let answer: Answer | undefined;
  let tell: ((answer: Answer) => void) | undefined;
  const settle = (one: Answer) => {
    answer ??= one;
    tell?.(answer);
  };
  const onNode = ({ tag, attrs }: BinaryNode) => {
    if (tag === 'ack' && attrs.error) settle({ ok: false, code: attrs.error });
    else if (tag === 'ack' || tag === 'receipt') settle({ ok: true });
  };
  const onClose = () => settle('closed');
  sock.ws.on(event, onNode);
  sock.ws.on('close', onClose);
  return {
    wait(ms: number): Promise<Answer> {
      if (answer) return Promise.resolve(answer);
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve('silence'), ms);
        tell = (one) => {
          clearTimeout(timer);
          resolve(one);
        };
      });
    },
    end() {
      sock.ws.off(event, onNode);
      sock.ws.off('close', onClose);
    },
  };
}

/** WhatsApp's word that this number may not write: trying again makes it worse. */
const RESTRICTED = new Set(['401', '402', '403', '463']);
/** Not about this message: the server is busy, or a device list was stale (479) and is fresh next time. */
const PASSING = new Set(['408', '429', '479']);

/** What a refusal means for the message. */
export function outcomeOf(code: string): SendOutcome {
  if (RESTRICTED.has(code)) return { how: 'stop', reason: code };
  const passing = PASSING.has(code) || /^5\d\d$/.test(code) || !/^\d+$/.test(code);
  return { how: passing ? 'retry' : 'final', reason: code };
}
