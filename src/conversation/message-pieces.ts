import type { BodyPiece, InboundMessage, MessageBody, StoredFile } from '../channels/channel.ts';

/**
 * The pieces of which a message was put together, as the transcript keeps them: each with its file and its part
 * of the `kept` words, so that it can be taken back by itself. Undefined for a message of one piece.
 */
export function keptPieces(
  { pieces, text }: Pick<InboundMessage, 'pieces' | 'text'>,
  files: readonly StoredFile[],
  kept: string,
): BodyPiece[] | undefined {
  if (!pieces || pieces.length === 0) return undefined;
  const parts = partsOf(
    pieces.map((one) => one.text ?? ''),
    text,
    kept,
  );
  return pieces.map(({ externalId: id, attachmentId, text: said = '' }) => {
    const token = files.find((file) => file.id === attachmentId)?.token;
    return { id, ...(token !== undefined && { token }), ...(parts && { text: parts.get(said) ?? '' }) };
  });
}

/**
 * What was kept of each piece's words, which stand below one another in `text`. Undefined where lines were lost
 * on the way (a code over two of them): then nobody knows whose words are whose.
 */
function partsOf(said: readonly string[], text: string, kept: string): Map<string, string> | undefined {
  const different = [...new Set(said.filter((one) => one.trim() !== ''))];
  if (different.join('\n') !== text) return undefined;
  const parts = new Map<string, string>();
  if (different.length === 0) return parts;
  const lines = kept.split('\n');
  for (const one of different) parts.set(one, lines.splice(0, one.split('\n').length).join('\n'));
  return lines.length === 0 && [...parts.values()].join('\n') === kept ? parts : undefined;
}

/**
 * A message without the piece of this id: without its file, and without its words unless another piece said the
 * same; all words go where it is not known whose they are. 'whole': nothing would be left, or it was one piece.
 * Undefined: the piece is gone already.
 */
export function withoutPiece(body: MessageBody, id: string): MessageBody | 'whole' | undefined {
  const { pieces, attachments: files = [], ...others } = body;
  if (!pieces) return 'whole';
  const gone = pieces.find((piece) => piece.id === id);
  if (!gone) return undefined;
  const rest = pieces.filter((piece) => piece !== gone);
  if (rest.length === 0) return 'whole';
  const at = files.findIndex((file) => file.token === gone.token);
  const attachments = files.filter((_, index) => index !== at);
  return {
    ...others,
    text: gone.text === '' ? body.text : gone.text === undefined ? '' : wordsOf(rest),
    pieces: rest,
    ...(attachments.length > 0 && { attachments }),
  };
}

function wordsOf(pieces: readonly BodyPiece[]): string {
  return [...new Set(pieces.map(({ text = '' }) => text).filter((text) => text !== ''))].join('\n');
}
