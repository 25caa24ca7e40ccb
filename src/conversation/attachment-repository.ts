import { and, eq, inArray, sql } from 'drizzle-orm';
import type { StoredFile } from '../channels/channel.ts';
import { type ReadTx, statement, type Tx } from '../storage/database.ts';
import { attachments } from '../storage/schema/conversations.ts';

const fileColumns = {
  id: attachments.id,
  token: attachments.token,
  name: attachments.fileName,
  mediaType: attachments.mediaType,
  size: attachments.size,
};

const byToken = statement((orm) =>
  orm
    .select({ ...fileColumns, conversationId: attachments.conversationId, sealed: attachments.sealed })
    .from(attachments)
    .where(eq(attachments.token, sql.placeholder('token')))
    .prepare(),
);

const sameContent = statement((orm) =>
  orm
    .select(fileColumns)
    .from(attachments)
    .where(
      and(
        eq(attachments.contentHash, sql.placeholder('contentHash')),
        eq(attachments.conversationId, sql.placeholder('conversationId')),
        eq(attachments.mediaType, sql.placeholder('mediaType')),
        eq(attachments.fileName, sql.placeholder('name')),
      ),
    )
    .prepare(),
);

/** The file of this conversation with this content (by its keyed hash), kind and name. */
export async function sameAttachment(
  tx: ReadTx,
  file: { conversationId: number; contentHash: string; mediaType: string; name: string },
): Promise<StoredFile | undefined> {
  return sameContent(tx).get({ ...file });
}

export async function insertAttachment(tx: Tx, row: typeof attachments.$inferInsert): Promise<number> {
  return tx.orm.insert(attachments).values(row).returning({ id: attachments.id }).get().id;
}

export async function attachmentByToken(
  tx: ReadTx,
  token: string,
): Promise<(StoredFile & { conversationId: number; sealed: Buffer }) | undefined> {
  return byToken(tx).get({ token });
}

/** Those of the ids that belong to this conversation, in the order asked for. */
export async function attachmentsOf(
  tx: ReadTx,
  conversationId: number,
  ids: readonly number[],
): Promise<StoredFile[]> {
  if (ids.length === 0) return [];
  const rows = tx.orm
    .select(fileColumns)
    .from(attachments)
    .where(and(eq(attachments.conversationId, conversationId), inArray(attachments.id, [...ids])))
    .all();
  return ids.flatMap((id) => rows.filter((row) => row.id === id));
}
