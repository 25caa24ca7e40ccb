import { phraseAt, type Scan, span } from './scan.ts';

/** Typed form → the short name a bank gives itself. Names that are also words need "bank" before them. */
const NAMES: Readonly<Record<string, string>> = {
  bca: 'BCA',
  'bank central asia': 'BCA',
  mandiri: 'Mandiri',
  bni: 'BNI',
  'bank negara indonesia': 'BNI',
  bri: 'BRI',
  'bank rakyat indonesia': 'BRI',
  btn: 'BTN',
  bsi: 'BSI',
  'bank syariah indonesia': 'BSI',
  cimb: 'CIMB',
  'cimb niaga': 'CIMB',
  niaga: 'CIMB',
  permata: 'Permata',
  permatabank: 'Permata',
  danamon: 'Danamon',
  ocbc: 'OCBC',
  'ocbc nisp': 'OCBC',
  panin: 'Panin',
  maybank: 'Maybank',
  btpn: 'BTPN',
  jenius: 'Jenius',
  seabank: 'SeaBank',
  'sea bank': 'SeaBank',
  uob: 'UOB',
  dbs: 'DBS',
  hsbc: 'HSBC',
  citibank: 'Citibank',
  muamalat: 'Muamalat',
  bjb: 'BJB',
  bukopin: 'Bukopin',
  sinarmas: 'Sinarmas',
  'standard chartered': 'Standard Chartered',
  'bank mega': 'Mega',
  'bank jago': 'Jago',
  'bank neo': 'Neo',
  'bank dki': 'Bank DKI',
  'bank jatim': 'Bank Jatim',
  'bank jateng': 'Bank Jateng',
};

const PHRASES = new Map<string, { words: string[]; value: string }[]>();
for (const [phrase, value] of Object.entries(NAMES)) {
  const words = phrase.split(' ');
  PHRASES.set(words[0]!, [...(PHRASES.get(words[0]!) ?? []), { words, value }]);
}
for (const list of PHRASES.values()) list.sort((a, b) => b.words.length - a.words.length);

export function readBanks(scan: Scan): void {
  for (let i = 0; i < scan.tokens.length; i++) {
    const hit = phraseAt(scan, i, PHRASES);
    if (!hit) continue;
    const { start } = scan.tokens[i]!;
    const { end } = scan.tokens[i + hit.length - 1]!;
    scan.found.push({ type: 'bank', name: hit.value, ...span(scan, start, end) });
    i += hit.length - 1;
  }
}
