/** Small real files, by the name a transcript uses. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A PNG that is different for every `variant`: trailing bytes after the last chunk change the content only. */
export function png(variant = 0): Buffer {
  return variant === 0 ? PNG : Buffer.concat([PNG, Buffer.from(String(variant))]);
}

const PDF = Buffer.from(
  '%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
);

const FILES: Record<string, () => Buffer> = {
  'slip.png': () => png(1),
  'second.png': () => png(2),
  'slip.pdf': () => PDF,
  'program.exe': () => Buffer.from('MZ\x90\x00 this program cannot be run'),
  'empty.png': () => Buffer.alloc(0),
  'big.png': () => Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]),
};

/** The bytes of a named file; throws for an unknown name. */
export function fileNamed(name: string): Buffer {
  const make = FILES[name];
  if (!make) throw new Error(`no test file "${name}"; there are ${Object.keys(FILES).join(', ')}`);
  return make();
}
