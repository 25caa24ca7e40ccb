import type { CurrencyBalance } from '../receivables/index.ts';
import type { Locale } from '../shared/locale.ts';
import { type Money, minorDigits } from '../shared/money.ts';
import { triedWords } from './tried-words.ts';

/** What the two sentences are made of. */
export interface SummaryFacts {
  who?: { name: string; number: string };
  reasons: readonly string[];
  balance: readonly Pick<CurrencyBalance, 'outstanding' | 'overdue' | 'count' | 'oldestDaysPastDue'>[];
  /** Words for what was shown or tried (`balance`, `submit_proof`), in order. */
  tried: readonly string[];
  disputes: readonly string[];
}

interface Words {
  stranger: string;
  wants(who: string, reasons: string): string;
  nothingOpen: string;
  owes(amount: string, count: number): string;
  overdue(amount: string, days: number): string;
  disputes(cases: string): string;
  tried(list: string): string;
  nothingTried: string;
  reasons: Record<string, string>;
}

/*
 * For the collector, in the creditor's language, made by code from the record alone. Reasons without a
 * phrase here are shown as their own word.
 */
const WORDS: Record<Locale, Words> = {
  id: {
    stranger: 'Pengirim yang belum terverifikasi',
    wants: (who, reasons) => `${who}: ${reasons}`,
    nothingOpen: 'tidak ada tagihan terbuka',
    owes: (amount, count) => `belum dibayar ${amount} dari ${count} faktur`,
    overdue: (amount, days) => `${amount} lewat jatuh tempo, paling lama ${days} hari`,
    disputes: (cases) => `sanggahan terbuka ${cases}`,
    tried: (list) => `Sudah ditanyakan atau dicoba: ${list}.`,
    nothingTried: 'Belum ada yang dicoba sebelumnya.',
    reasons: {
      asked: 'minta berbicara dengan petugas',
      not_understood: 'maksudnya tidak tertangkap dua kali',
      locked: 'verifikasi terkunci',
      system_error: 'ada gangguan sistem saat pesannya diproses',
      not_me: 'mengatakan bukan orang yang dimaksud',
      owner_wrote: 'dijawab dari ponsel perusahaan',
      abusive: 'marah atau kasar',
      call_back: 'minta ditelepon kembali',
      collector_wrote: 'petugas memulai percakapan',
      dispute: 'menyanggah tagihan',
      hardship: 'sedang kesulitan membayar',
      no_accounts: 'menanyakan cara bayar, rekening belum tercatat',
      payment_link: 'minta tautan pembayaran',
      privacy_request: 'meminta data pribadinya atau penghapusannya',
      promise_to_pay: 'berjanji membayar',
      request_extension: 'minta perpanjangan waktu',
      request_installment: 'minta cicilan',
      request_invoice_copy: 'minta salinan faktur',
      update_contact: 'ingin mengubah kontak',
    },
  },
  en: {
    stranger: 'An unverified sender',
    wants: (who, reasons) => `${who}: ${reasons}`,
    nothingOpen: 'nothing outstanding',
    owes: (amount, count) => `${amount} outstanding on ${count} invoice${count === 1 ? '' : 's'}`,
    overdue: (amount, days) => `${amount} overdue, oldest ${days} day${days === 1 ? '' : 's'}`,
    disputes: (cases) => `open dispute ${cases}`,
    tried: (list) => `Asked or tried so far: ${list}.`,
    nothingTried: 'Nothing was tried before.',
    reasons: {
      asked: 'asks for a person',
      not_understood: 'could not be understood twice',
      locked: 'locked out of verification',
      system_error: 'our system failed on a message',
      not_me: 'says they are not the person meant',
      owner_wrote: 'was answered on the firm’s own phone',
      abusive: 'angry or abusive',
      call_back: 'asks to be called back',
      collector_wrote: 'a colleague wrote first',
      dispute: 'disputes an invoice',
      hardship: 'has trouble paying',
      no_accounts: 'asks how to pay, no account is on file',
      payment_link: 'asks for a payment link',
      privacy_request: 'makes a request about personal data',
      promise_to_pay: 'promises to pay',
      request_extension: 'asks for more time',
      request_installment: 'asks for instalments',
      request_invoice_copy: 'asks for a copy of an invoice',
      update_contact: 'wants to change a contact',
    },
  },
};

/** Two sentences: who wants what and how the account stands; then what was tried. */
export function handoffSummary(facts: SummaryFacts, locale: Locale): string {
  const words = WORDS[locale];
  const who = facts.who ? `${facts.who.name} (${facts.who.number})` : words.stranger;
  const reasons = facts.reasons.map((reason) => words.reasons[reason] ?? reason.replaceAll('_', ' '));
  const account = facts.who ? accountWords(facts, words, locale) : [];
  const first = [words.wants(who, reasons.join(', ')), ...account].join('; ');
  const tried = triedWords(facts.tried, locale);
  const second = tried.length > 0 ? words.tried(tried.join(', ')) : words.nothingTried;
  return `${first}. ${second}`;
}

function accountWords(facts: SummaryFacts, words: Words, locale: Locale): string[] {
  if (facts.balance.length === 0) return [words.nothingOpen];
  const parts = facts.balance.flatMap((one) => [
    words.owes(amountText(one.outstanding, locale), one.count),
    ...(one.overdue.minor > 0 ? [words.overdue(amountText(one.overdue, locale), one.oldestDaysPastDue)] : []),
  ]);
  if (facts.disputes.length > 0) parts.push(words.disputes(facts.disputes.join(', ')));
  return parts;
}

/** `IDR 7.250.000`, `USD 1,200.50`: exact, for a reader who works in several currencies. */
export function amountText(amount: Money, locale: Locale): string {
  const digits = minorDigits(amount.currency);
  const unit = 10 ** digits;
  const whole = Math.trunc(amount.minor / unit);
  const shown = new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB').format(whole);
  const rest = Math.abs(amount.minor % unit);
  if (rest === 0) return `${amount.currency} ${shown}`;
  return `${amount.currency} ${shown}${locale === 'id' ? ',' : '.'}${String(rest).padStart(digits, '0')}`;
}
