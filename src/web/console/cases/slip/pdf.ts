import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

export type { PDFDocumentProxy };

/** More pixels than any scanner gives a slip: a picture inside a PDF above this is left out. */
const LARGEST_IMAGE_PIXELS = 64_000_000;

GlobalWorkerOptions.workerSrc = workerUrl;

/**
 * Opens a PDF from its own address with the session; `close` ends its worker. The file is hostile: it is
 * drawn on a canvas and nothing else, without scripts of its own, forms or links. Rejects when it cannot
 * be fetched or read.
 */
export function openPdf(url: string): { document: Promise<PDFDocumentProxy>; close: () => void } {
  const gone = new AbortController();
  let close = () => {};
  const document = (async () => {
    const response = await fetch(url, { credentials: 'same-origin', signal: gone.signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const data = new Uint8Array(await response.arrayBuffer());
    const task = getDocument({
      data,
      isEvalSupported: false,
      enableXfa: false,
      // The policy of the page allows no WebAssembly.
      useWasm: false,
      maxImageSize: LARGEST_IMAGE_PIXELS,
      useSystemFonts: true,
      verbosity: 0,
    });
    close = () => void task.destroy();
    if (gone.signal.aborted) close();
    return task.promise;
  })();
  return {
    document,
    close: () => {
      gone.abort();
      close();
    },
  };
}
