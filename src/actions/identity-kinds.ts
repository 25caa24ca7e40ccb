import type { Heard, ValueKind } from '../dialog/action.ts';
import { say } from '../dialog/reply.ts';
import { isNoMoreThan } from '../dialog/values/fit.ts';
import { referenceKey } from '../shared/reference-key.ts';
import type { SapaScope } from './scope.ts';

const onlyOne = <T>(all: T[]): T | undefined => (new Set(all).size === 1 ? all[0] : undefined);

/**
 * The answer to "which code?": six digits, or (value: as typed) another number with letters in it,
 * from somebody who noticed that the first one was wrong.
 */
export const codeOrNumber: ValueKind<SapaScope> = {
  secret: true,
  async read(_scope, heard) {
    const { entities } = heard.understood;
    const code = onlyOne(entities.flatMap((one) => (one.type === 'code' ? [one.digits] : [])));
    if (code !== undefined) return { ok: true, value: code, fit: fitOf(heard, 6) };
    const numbers = entities.flatMap((one) =>
      one.type === 'reference' && (one.labelled || /\p{L}/u.test(one.raw)) ? [one] : [],
    );
    const number = numbers.find((one) => one.labelled) ?? numbers[0];
    if (number) return { ok: true, value: number.raw.trim(), fit: fitOf(heard, number.key.length) };
    const digits = heard.text.replace(/\D/g, '').length;
    const letters = heard.text.replace(/[^\p{L}]/gu, '').length;
    // Digits and hardly a word beside them: meant as the code, but not one.
    if (digits >= 3 && letters <= 12) return { ok: false, refused: say('values.code_six_digits') };
    return { ok: false };
  },
};

/** Longest number of a debtor, contract or invoice taken as one. */
const LONGEST_NUMBER = 64;
const WORDS_BESIDE = 4;

/**
 * The answer to "who is asking?": a debtor's, contract's or invoice's number, as typed. Words around a
 * number that has letters or a label only say what it is: "my customer number is C-1001".
 */
export const identifyingNumber: ValueKind<SapaScope> = {
  upFront: true,
  async read(_scope, heard) {
    // Groups of digits are one number: what is no ledger's is told apart by its length.
    const typed = heard.text.trim().replace(/[.,;!?]+$/, '');
    if (/^\d[\d .-]{11,}\d$/.test(typed)) return { ok: true, value: typed, fit: 'whole' };
    const found = heard.understood.entities.flatMap((one) => (one.type === 'reference' ? [one] : []));
    const best = found.find((one) => one.labelled) ?? found[0];
    // "c 1001": letters and digits apart are one number too.
    const apart = /^\p{L}{1,4}[ .:#-]{1,2}\d+$/u.test(typed);
    if (best && !best.labelled && apart) return { ok: true, value: typed, fit: 'whole' };
    if (best) {
      const sure = best.labelled || /\p{L}/u.test(best.raw);
      const asks = heard.text.trim().endsWith('?');
      const whole = isNoMoreThan(heard, best, sure && !asks ? WORDS_BESIDE : 0);
      return { ok: true, value: best.raw.trim(), fit: whole ? 'whole' : 'part' };
    }
    // A ledger may number in a way no pattern knows: one word with a digit in it is an answer.
    if (typed.length <= LONGEST_NUMBER && /^\S*\d\S*$/.test(typed)) {
      return { ok: true, value: typed, fit: 'whole' };
    }
    return { ok: false };
  },
};

/** `whole` when the message has hardly more letters and digits than the answer. */
function fitOf(heard: Heard, length: number): 'whole' | 'part' {
  return heard.text.replace(/[^\p{L}\p{N}]/gu, '').length <= length ? 'whole' : 'part';
}

/** One of the debtors the verified contact speaks for. The value is the debtor's id, as text. */
export const spokenForDebtor: ValueKind<SapaScope> = {
  upFront: true,
  offer: async (scope) =>
    (await spokenFor(scope)).map((one) => ({
      label: { verbatim: `${one.name} (${one.externalId})` },
      value: String(one.debtorId),
    })),
  async read(scope, heard) {
    // "ganti ke Toko Andai": what stands after the command is the name.
    const said = referenceKey(heard.understood.command ? heard.understood.rest : heard.text);
    if (said.length < 3) return { ok: false };
    const all = await spokenFor(scope);
    const named = all.filter((one) => [one.name, one.externalId].some((text) => referenceKey(text) === said));
    // Else (a part of) one name or number alone, or a number inside a longer message.
    const partly = all.filter((one) => referenceKey(`${one.name} ${one.externalId}`).includes(said));
    const numbered = all.filter((one) => said.includes(referenceKey(one.externalId)));
    for (const [found, fit] of [
      [named, 'whole'] as const,
      [partly, 'whole'] as const,
      [numbered, 'part'] as const,
    ]) {
      const [only, another] = found;
      if (only && !another) return { ok: true, value: String(only.debtorId), fit };
    }
    return { ok: false };
  },
};

/** The debtor of the conversation first, then the others of the same contact; none while nobody is verified. */
async function spokenFor(scope: SapaScope) {
  const { debtor, tx, now } = scope;
  if (!debtor) return [];
  const { debtorId, name, externalId } = debtor;
  return [{ debtorId, name, externalId }, ...(await scope.identity.speaksFor(tx, debtor, now))];
}

/** The debtor whose own number a message names, among those the verified contact speaks for. */
export async function namedDebtor(scope: SapaScope, heard: Heard): Promise<number | undefined> {
  const keys = heard.understood.entities.flatMap((one) => (one.type === 'reference' ? [one.key] : []));
  if (keys.length === 0) return undefined;
  const named = (await spokenFor(scope)).filter((one) => keys.includes(referenceKey(one.externalId)));
  return named.length === 1 ? named[0]!.debtorId : undefined;
}
