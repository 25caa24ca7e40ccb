import { deflateSync } from 'node:zlib';
import { rows } from '../../http/console/casefile-world.ts';
import type { Visitor } from '../../support/visitor.ts';
import type { ConsoleScene } from '../support/console-scene.ts';
import { until } from '../support/page.ts';

/** A real PDF of two pages with a line of text on each. */
export function twoPages(
  texts: readonly [string, string] = ['Transfer Rp2.500.000', 'Halaman kedua'],
): Buffer {
  const stream = (text: string) => `BT /F1 24 Tf 40 120 Td (${text}) Tj ET 40 40 300 20 re f`;
  const page = (content: number) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents ${content} 0 R /Resources << /Font << /F1 7 0 R >> >> >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
    page(5),
    page(6),
    ...texts.map((text) => `<< /Length ${stream(text).length} >>\nstream\n${stream(text)}\nendstream`),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}

/** A PNG of one grey, large enough to be looked at; each shade is a different content. */
export function greyPicture(shade: number, width = 300, height = 400): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const content = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc(content), 4);
    return Buffer.concat([frame.subarray(0, 4), content, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, shade)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** A debtor sends a slip for one of their invoices; resolves with the receipt's number. */
export async function sendsProof(
  debtor: Visitor,
  invoice: string,
  slip: { name: string; bytes: Buffer },
  claim: { amount: string; on: string },
): Promise<string> {
  await debtor.say('mau kirim bukti transfer');
  await debtor.say(invoice);
  await debtor.uploadBytes(slip.name, slip.bytes);
  await debtor.say(claim.amount);
  const answered = await debtor.say(claim.on);
  const receipt = /P-\d{4}/.exec(answered.map(({ text }) => text).join(' '))?.[0];
  if (!receipt) throw new Error(`no receipt: ${answered.map(({ text }) => text).join(' | ')}`);
  return receipt;
}

/** A debtor disputes an invoice; `part` answers which part of it. Resolves with the case's number. */
export async function disputes(
  debtor: Visitor,
  invoice: string,
  part: string,
  words: string,
): Promise<string> {
  await debtor.say(`saya mau sanggah faktur ${invoice}`);
  await debtor.say('jumlahnya salah');
  const answers = [part, words, 'lewati'];
  const said: (string | undefined)[] = [];
  for (const answer of answers) said.push(...(await debtor.say(answer)).map(({ text }) => text));
  const number = /D-\d{4}/.exec(said.join(' '))?.[0];
  if (!number) throw new Error(`no case: ${said.join(' | ')}`);
  return number;
}

/** Waits until the debtor's page shows something of ours with these words. */
export async function reads(debtor: Visitor, words: string | RegExp): Promise<string> {
  let all = '';
  await until(`the debtor reads ${words}`, async () => {
    all += (await debtor.news()).map(({ text }) => text).join('\n');
    return typeof words === 'string' ? all.includes(words) : words.test(all);
  });
  return all;
}

/** The row id of a case by the number on it. */
export async function idOf(
  scene: ConsoleScene,
  table: 'proofs' | 'disputes',
  number: string,
): Promise<number> {
  const [name, column] =
    table === 'proofs' ? ['payment_proofs', 'receipt_number'] : ['disputes', 'case_number'];
  const [found] = await rows<{ id: number }>(scene.app, `SELECT id FROM ${name} WHERE ${column} = ?`, number);
  if (!found) throw new Error(`no ${number}`);
  return found.id;
}
