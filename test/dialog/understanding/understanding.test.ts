import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Understanding } from '../../../src/dialog/understanding/understanding.ts';
import { TODAY } from './readers.ts';
import { shippedUnderstanding } from './trained.ts';

let understanding: Understanding;
beforeAll(async () => {
  understanding = await shippedUnderstanding();
}, 120_000);
const id = (text: string) => understanding.understand(text, { locale: 'id', today: TODAY });
const en = (text: string) => understanding.understand(text, { locale: 'en', today: TODAY });

describe('a greeting never hides the request beside it', () => {
  it.each([
    ['halo kak mau tanya tagihan saya brp ya', 'check_balance'],
    ['Assalamualaikum wr wb, selamat pagi bu, kapan jatuh tempo saya?', 'due_date'],
    ['pagi min, minta norek dong, makasih', 'how_to_pay'],
    ['permisi kak numpang tanya, bisa dicicil ga ya', 'request_installment'],
    ['sugeng enjing pak, nyuwun salinan faktur', 'request_invoice_copy'],
    ['halo, salah sambung pak', 'not_me'],
  ])('%s', (text, intent) => {
    const heard = id(text);
    expect([heard.intents[0]!.intent, heard.decision]).toEqual([intent, 'act']);
  });

  it('and alone it is one', () => {
    for (const text of ['halo', 'selamat pagi kak', 'assalamualaikum', 'P'])
      expect(id(text).intents[0]!.intent, text).toBe('greet');
    expect(en('good morning').intents[0]!.intent).toBe('greet');
  });
});

describe('how people write', () => {
  it.each([
    ['brp sisa hutang sy', 'check_balance'],
    ['tagihanku piro yo', 'check_balance'],
    ['sabaraha hutang abdi', 'check_balance'],
    ['TAGIHAN SAYA BERAPAAAA', 'check_balance'],
    ['tagihn saya brapa', 'check_balance'],
    ['jatem kpn', 'due_date'],
    ['blm bisa byr, bs mundur ga', 'request_extension'],
    ['udh tf kak ini buktinya', 'submit_proof'],
    ['due date invoice saya kapan ya', 'due_date'],
    ['tgl 25 sy lunasi', 'promise_to_pay'],
    ['duitku entek, ora iso mbayar', 'hardship'],
    ['hapus smua data gw', 'privacy_request'],
  ])('%s', (text, intent) => {
    expect(id(text).intents[0]!.intent).toBe(intent);
  });

  it('does not take one thing for another that is near', () => {
    expect(id('bukan itu').intents[0]!.intent).toBe('deny');
    expect(id('gak jadi').intents[0]!.intent).toBe('cancel');
    expect(id('bukan saya yang utang').intents[0]!.intent).toBe('not_me');
    expect(id('transfer saya kemarin sudah masuk?').intents[0]!.intent).toBe('payment_received');
    expect(en('did my transfer arrive?').intents[0]!.intent).toBe('payment_received');
    expect(en('i lost my job and cannot pay').intents[0]!.intent).toBe('hardship');
  });
});

describe('it knows when it does not', () => {
  it('catches what is none of its business', () => {
    for (const text of ['resep rendang dong', 'skor persib tadi malam', 'berapa 12 x 14', 'asdkjh qwoeiu'])
      expect(['out_of_scope'], text).toContain(
        id(text).decision === 'reject' ? 'out_of_scope' : id(text).intents[0]!.intent,
      );
  });

  it('acts on no bare number, date or name of a bank', () => {
    for (const text of ['12', 'INV-2026-0012', '482913', 'BCA', 'Rp500.000', 'yang kedua', ''])
      expect(id(text).decision, text).toBe('reject');
    expect(id('besok ya kak')).toMatchObject({ decision: 'clarify' });
    expect(id('besok ya kak').intents[0]!.intent).toBe('promise_to_pay');
  });
});

describe('the language of a message', () => {
  it('is its own, whatever the conversation spoke', () => {
    expect(en('berapa tagihan saya?')).toMatchObject({ locale: 'id' });
    expect(id('how much do i still owe?')).toMatchObject({ locale: 'en' });
    expect(understanding.understand('kapan jatuh temponya', { today: TODAY }).locale).toBe('id');
  });

  it("is the conversation's when the text does not tell", () => {
    for (const text of ['123', 'INV-0012', '???', '👍']) {
      expect(id(text)).toMatchObject({ locale: 'id' });
      expect(en(text)).toMatchObject({ locale: 'en' });
      expect(id(text).localeConfidence, text).toBeLessThan(0.7);
    }
  });
});

describe('corrections', () => {
  it('gives the rest and its own meaning', () => {
    const heard = id('bukan, yang 0012');
    expect(heard).toMatchObject({ command: 'correct', rest: 'yang 0012' });
    expect(heard.entities).toMatchObject([{ type: 'reference', key: '0012', start: 12 }]);
    expect(id('maksud saya berapa total tagihan saya').intents[0]!.intent).toBe('check_balance');
  });
});

describe('any text', () => {
  it('gets the same answer twice, with probabilities in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const heard = id(text);
        expect(id(text)).toEqual(heard);
        const likely = heard.intents.map((one) => one.confidence);
        expect(likely).toHaveLength(5);
        expect([...likely].sort((a, b) => b - a)).toEqual(likely);
        for (const one of likely) expect(one >= 0 && one <= 1).toBe(true);
      }),
    );
  });

  it('of any length is read', () => {
    expect(id('bayar '.repeat(20_000)).intents).toHaveLength(5);
  });
});
