/** Node's error codes for files and folders, in words that end a sentence. */
const WORDS: Record<string, string> = {
  EACCES: 'this user may not do that there',
  EEXIST: 'there is a file of that name already',
  EISDIR: 'that is a folder',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file where a folder is needed',
  EPERM: 'this user may not do that there',
  EROFS: 'the file system is read-only',
};

/** What the file system refused, in words; undefined for any other error. */
export function fileTrouble(error: unknown): string | undefined {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return syscall === undefined ? undefined : WORDS[code ?? ''];
}
