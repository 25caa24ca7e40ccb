import type { Intent } from '../../../../src/dialog/intents.ts';
import type {
  Command,
  Entity,
  Understanding,
  Understood,
} from '../../../../src/dialog/understanding/understanding.ts';

/**
 * Understands a handful of words exactly, so that a test says what the engine hears and not how well
 * a model was trained. `a|b?` in the text of a rule means: unclear between the two.
 */
const INTENT_WORDS: [RegExp, Intent][] = [
  [/^(halo|hello)\b/, 'greet'],
  [/^(bye|sampai jumpa)\b/, 'goodbye'],
  [/^(thanks|makasih)\b/, 'thanks'],
  [/\bhelp\b/, 'help'],
  [/\b(balance|saldo)\b/, 'check_balance'],
  [/\bstatus\b/, 'invoice_status'],
  [/\blist\b/, 'list_invoices'],
  [/\b(slip|bukti)\b/, 'submit_proof'],
  [/\b(dispute|sanggah)\b/, 'dispute_invoice'],
  [/\b(paid|sudah bayar)\b/, 'payment_received'],
  [/\b(agent|petugas)\b/, 'talk_to_human'],
  [/\bnot me\b/, 'not_me'],
  [/\b(in english|bahasa)\b/, 'change_language'],
  [/^(cancel|batal)\b/, 'cancel'],
  [/\b(damn)\b/, 'abusive'],
  [/\b(weather)\b/, 'out_of_scope'],
  [/^(ya|yes|ok)\b/, 'affirm'],
  [/^(tidak|no)\b/, 'deny'],
];

const COMMAND_WORDS: [RegExp, Command][] = [
  [/^(kembali|back)$/, 'back'],
  [/^(bukan|no),? /, 'correct'],
  [/^bukan$/, 'correct'],
  [/^(ulangi|repeat)$/, 'repeat'],
  [/^(mulai lagi|start over)$/, 'start_over'],
  [/^(keluar|logout)$/, 'logout'],
  [/^(berikutnya|more)$/, 'more'],
  [/^(kirim ulang|resend)$/, 'resend'],
  [/^(lewati|skip)$/, 'skip'],
];

const ORDINALS: Record<string, number> = { pertama: 1, kedua: 2, ketiga: 3, terakhir: -1 };

export const scriptedUnderstanding: Understanding = {
  understand(text): Understood {
    const said = text.toLowerCase().trim();
    const found = INTENT_WORDS.filter(([words]) => words.test(said)).map(([, intent]) => intent);
    const command = COMMAND_WORDS.find(([words]) => words.test(said));
    const english = /\b(the|please|what|english)\b/.test(said);
    const unclear = /^unclear:/.test(said);
    return {
      locale: english ? 'en' : 'id',
      localeConfidence: english ? 0.95 : 0.3,
      intents: found.map((intent, index) => ({ intent, confidence: 0.95 - index / 10 })),
      decision: found.length === 0 ? 'reject' : unclear ? 'clarify' : 'act',
      entities: entitiesIn(text),
      ...(command && { command: command[1] }),
      rest: command ? text.trim().slice(command[0].exec(said)![0].length).trim() : text,
    };
  },
};

function entitiesIn(text: string): Entity[] {
  const entities: Entity[] = [];
  const find = (pattern: RegExp, make: (raw: string) => object) => {
    for (const match of text.matchAll(pattern)) {
      const raw = match[0];
      entities.push({ start: match.index, end: match.index + raw.length, raw, ...make(raw) } as Entity);
    }
  };
  find(/\b[A-Z]{1,4}-\d+\b/gi, (raw) => ({
    type: 'reference',
    key: raw.replace('-', '').toUpperCase(),
    labelled: false,
  }));
  find(/(?<=nomor )\d{4,5}\b/g, (raw) => ({ type: 'reference', key: raw, labelled: true }));
  find(/\b\d{6}\b/g, (raw) => ({ type: 'code', digits: raw }));
  find(/\bRp ?\d+\b/gi, (raw) => ({ type: 'amount', minor: Number(raw.replace(/\D/g, '')) * 100 }));
  find(/\b\d{4}-\d{2}-\d{2}\b/g, (raw) => ({ type: 'date', date: raw }));
  find(/\byang (pertama|kedua|ketiga|terakhir)\b/gi, (raw) => ({
    type: 'ordinal',
    position: ORDINALS[raw.split(' ')[1]!.toLowerCase()],
  }));
  find(/\b\S+@\S+\.\w+\b/g, (raw) => ({ type: 'email', address: raw }));
  find(/(?<!\S)\d{1,3}(?!\S)/g, (raw) => ({ type: 'number', value: Number(raw) }));
  return entities;
}
