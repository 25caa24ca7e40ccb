import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Classifier } from './classifier.ts';
import type { LanguageModel, Model } from './model.ts';

/** "SAPM": then the length of a JSON header, the header, and the arrays it points into. */
const MAGIC = 0x4d504153;
const ARRAYS = ['keys', 'rows', 'idf', 'scale', 'bias', 'weights'] as const;
const TYPES = {
  keys: Uint32Array,
  rows: Uint32Array,
  idf: Float32Array,
  scale: Float32Array,
  bias: Float32Array,
  weights: Int8Array,
} as const;

interface ClassifierHeader {
  classes: string[];
  temperature: number;
  /** Offset in bytes from the end of the header, and length in items. */
  arrays: Record<string, [offset: number, length: number]>;
}
interface Header {
  hash: string;
  /** Bytes after the header: a shorter file was cut. */
  size: number;
  detector: ClassifierHeader;
  languages: (Omit<LanguageModel, 'stems' | 'counts' | 'classifier'> & {
    /** Joined by a line feed: thousands of strings parse slowly one by one. */
    words: string;
    stems: string;
    counts: number[];
    classifier: ClassifierHeader;
  })[];
}

const aligned = (size: number): number => Math.ceil(size / 8) * 8;

function pack(classifier: Classifier, parts: Buffer[], used: { bytes: number }): ClassifierHeader {
  const arrays: ClassifierHeader['arrays'] = {};
  for (const name of ARRAYS) {
    const array = classifier[name];
    const bytes = Buffer.alloc(aligned(array.byteLength));
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    arrays[name] = [used.bytes, array.length];
    parts.push(bytes);
    used.bytes += bytes.length;
  }
  return { classes: classifier.classes, temperature: classifier.temperature, arrays };
}

function unpack(header: ClassifierHeader, body: ArrayBuffer, from: number): Classifier {
  const view = <K extends (typeof ARRAYS)[number]>(name: K): Classifier[K] => {
    const [offset, length] = header.arrays[name]!;
    return new TYPES[name](body, from + offset, length) as Classifier[K];
  };
  return {
    classes: header.classes,
    temperature: header.temperature,
    keys: view('keys'),
    rows: view('rows'),
    idf: view('idf'),
    scale: view('scale'),
    bias: view('bias'),
    weights: view('weights'),
  };
}

/** The same model always gives the same bytes (little-endian machines). */
export function encodeModel(model: Model): Buffer {
  const parts: Buffer[] = [];
  const used = { bytes: 0 };
  const detector = pack(model.detector, parts, used);
  const languages = model.languages.map(({ locale, lexicon, commands, stems, counts, classifier }) => ({
    locale,
    lexicon,
    commands,
    words: [...stems.keys()].join('\n'),
    stems: [...stems.values()].join('\n'),
    counts: [...stems.keys()].map((word) => counts.get(word) ?? 0),
    classifier: pack(classifier, parts, used),
  }));
  const header: Header = { hash: model.hash, size: used.bytes, detector, languages };
  const json = Buffer.from(JSON.stringify(header));
  const head = Buffer.alloc(aligned(8 + json.length), 0x20);
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(head.length - 8, 4);
  head.set(json, 8);
  return Buffer.concat([head, ...parts]);
}

/** Undefined when the bytes are not a model of this format. */
export function decodeModel(bytes: Buffer): Model | undefined {
  if (bytes.length < 8 || bytes.readUInt32LE(0) !== MAGIC) return undefined;
  const length = bytes.readUInt32LE(4);
  const from = 8 + length;
  if (from > bytes.length) return undefined;
  // Typed arrays need an aligned start, which a Buffer from the pool does not have: then a copy.
  const body = (bytes.byteOffset % 8 === 0 ? bytes.buffer : Uint8Array.from(bytes).buffer) as ArrayBuffer;
  const start = bytes.byteOffset % 8 === 0 ? bytes.byteOffset + from : from;
  try {
    const header = JSON.parse(bytes.toString('utf8', 8, from)) as Header;
    if (from + header.size !== bytes.length) return undefined;
    return {
      hash: header.hash,
      detector: unpack(header.detector, body, start),
      languages: header.languages.map(({ words, stems, counts, classifier, ...rest }) => {
        const keys = words.split('\n');
        const roots = stems.split('\n');
        return {
          ...rest,
          stems: new Map(keys.map((word, i) => [word, roots[i]!])),
          counts: new Map(keys.map((word, i) => [word, counts[i]!])),
          classifier: unpack(classifier, body, start),
        };
      }),
    };
  } catch (error) {
    // Cut short or overwritten: as good as absent, it is trained again.
    if (error instanceof SyntaxError || error instanceof RangeError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}

/** Writes beside and renames, so that a reader never sees half a model. */
export function saveModel(model: Model, file: string): void {
  const partial = `${file}.${process.pid}.tmp`;
  writeFileSync(partial, encodeModel(model));
  renameSync(partial, file);
}

/** Undefined when there is no such file or it is not a model; other failures of the disk are thrown. */
export function readModel(file: string): Model | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return decodeModel(bytes);
}
