export function buildConsole(options?: {
  outDir?: string;
  force?: boolean;
}): Promise<{ built: boolean; firstPageGzip: number }>;
