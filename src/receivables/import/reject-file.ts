import { open, rename } from 'node:fs/promises';
import type { SourceLayout } from '../../erp/erp-connector.ts';
import { faultLine } from './import-report.ts';
import type { StoredFault } from './stage-repository.ts';

export interface Reject {
  row: number;
  raw: readonly string[];
  faults: readonly StoredFault[];
}

/**
 * Writes refused rows as CSV in the source's own columns and delimiter, with their row number and reasons
 * behind: mended, it can be imported again. Only the owner may read it; it appears whole or not at all.
 */
export async function writeRejects(
  file: string,
  layout: SourceLayout,
  rejects: Iterable<Reject>,
): Promise<void> {
  const { header, delimiter } = layout;
  const temporary = `${file}.part`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    // The mark tells a spreadsheet that this is UTF-8.
    let text = `\ufeff${lineOf([...header, 'sapa_row', 'sapa_reasons'], delimiter)}`;
    for (const { row, raw, faults } of rejects) {
      const cells = header.map((_, at) => harmless(raw[at] ?? ''));
      // What a shifted row has beyond the header is kept with the reason, in no column of its own.
      const extra = raw.slice(header.length).join(delimiter);
      const reasons = faults.map((fault) => faultLine(fault, layout)).join(' ');
      text += lineOf(
        [...cells, String(row), extra ? `${reasons} Beyond the header: ${extra}` : reasons],
        delimiter,
      );
      if (text.length > 1 << 16) {
        await handle.write(text);
        text = '';
      }
    }
    await handle.write(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

function lineOf(cells: readonly string[], delimiter: string): string {
  const quoted = cells.map((cell) => {
    const plain = !cell.includes(delimiter) && !/["\r\n]/.test(cell) && cell === cell.trim();
    return plain ? cell : `"${cell.replaceAll('"', '""')}"`;
  });
  return `${quoted.join(delimiter)}\r\n`;
}

/** A refused cell may be a formula; whoever opens the file to mend it must not run it. Figures stay as they are. */
function harmless(cell: string): string {
  return /^[=+@\-\t\r]/.test(cell) && !/^[+-]?[\d.,\s]+$/.test(cell) ? `'${cell}` : cell;
}
