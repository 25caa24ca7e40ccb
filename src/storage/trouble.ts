/** SQLite's result codes that tell of the machine, not of a mistake in a statement. */
const WORDS: Record<string, string> = {
  SQLITE_BUSY: 'another process has kept it locked for too long; try again when that one is done',
  SQLITE_CANTOPEN: 'it cannot be opened or made; check the path and who may write there',
  SQLITE_CORRUPT: 'it is damaged; restore a backup',
  SQLITE_FULL: 'the disk is full; make room and try again',
  SQLITE_IOERR: 'the disk could not be read or written; see the system log',
  SQLITE_NOTADB: 'it is no SQLite database; move the file away or name another folder',
  SQLITE_READONLY: 'it may not be written by this user; check who owns it',
};

/**
 * What is wrong with the machine below the database, in words; undefined for any other error. The same
 * work may go well later: nothing about it is wrong.
 */
export function storageTrouble(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return undefined;
  // Extended codes carry a suffix: SQLITE_IOERR_WRITE.
  return WORDS[code.split('_').slice(0, 2).join('_')];
}
