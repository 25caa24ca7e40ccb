/** Sizes of one built file, in bytes. */
export interface BuiltFile {
  name: string;
  bytes: number;
  gzipBytes: number;
}
export function buildWeb(options?: { outDir?: string }): Promise<{ outDir: string; files: BuiltFile[] }>;
