import type { proto } from '@whiskeysockets/baileys';
import type { Lib } from './context.ts';

/** Words alone: text, caption, or the label that was tapped; empty where there are none. */
export function wordsOf(lib: Lib, message: proto.IMessage | null | undefined): string {
  const content = lib.normalizeMessageContent(message ?? undefined);
  if (!content) return '';
  return (
    content.conversation ||
    content.extendedTextMessage?.text ||
    content.imageMessage?.caption ||
    content.videoMessage?.caption ||
    content.documentMessage?.caption ||
    tapped(content) ||
    ''
  );
}

/** Answers to buttons and lists; which of them a phone sends depends on what it was asked with. */
function tapped(content: proto.IMessage): string | null | undefined {
  return (
    content.buttonsResponseMessage?.selectedDisplayText ||
    content.templateButtonReplyMessage?.selectedDisplayText ||
    content.listResponseMessage?.title ||
    content.interactiveResponseMessage?.body?.text
  );
}
