import { caseMessage, type MessageFacts } from '../../casefile/index.ts';
import type { ConsoleMessage } from '../contract/console.ts';

/** A transcript message as the console shows it, its files behind the console's own addresses. */
export function shownMessage(facts: MessageFacts): ConsoleMessage {
  const { files, ...message } = caseMessage(facts);
  if (!files) return message;
  return {
    ...message,
    files: files.map((file) => ({ ...file, url: `/console/api/files/${file.token}` })),
  };
}
