import type { Activity, InvoiceCard } from '../../../src/http/contract/webchat.ts';
import type { Script } from './fake-conversations.ts';

type Language = 'id' | 'en';

const TEXTS = {
  id: {
    hello:
      'Halo, saya Sapa, asisten tagihan PT Contoh. Saya bisa bantu cek tagihan, jatuh tempo, bukti bayar, atau menyambungkan ke petugas.',
    choices: ['Cek tagihan', 'Kirim bukti bayar', 'Bicara dengan petugas'],
    balance:
      'Per 11 Maret 2026 pukul 10.00, tagihan yang belum dibayar Rp7.250.000 dari 4 faktur. Rp2.500.000 sudah lewat jatuh tempo, paling lama 12 hari.',
    statuses: ['Lewat jatuh tempo 12 hari', 'Dibayar sebagian', 'Bukti sedang dicocokkan'],
    due: 'Jatuh tempo',
    of: 'Dari',
    send: 'Kirim bukti bayar',
    human: 'Selamat pagi, saya petugas penagihan. Riwayatnya sudah saya baca.',
  },
  en: {
    hello:
      'Hello, I am Sapa, the billing assistant of PT Contoh. I can check your balance and due dates, take a transfer slip, or bring in a colleague.',
    choices: ['Check my balance', 'Send a transfer slip', 'Talk to a colleague'],
    balance:
      'As of 11 March 2026, 10:00, Rp7,250,000 is unpaid on 4 invoices. Rp2,500,000 of it is overdue, by 12 days at most.',
    statuses: ['12 days overdue', 'Partly paid', 'Slip being matched'],
    due: 'Due',
    of: 'Of',
    send: 'Send a transfer slip',
    human: 'Good morning, I am with the billing team. I have read what you wrote.',
  },
};

function cards(language: Language): InvoiceCard[] {
  const words = TEXTS[language];
  const rows = [{ label: words.due, value: language === 'id' ? '27 Februari 2026' : '27 February 2026' }];
  const amount = (text: string) => (language === 'id' ? text : text.replaceAll('.', ','));
  const statuses = ['overdue', 'partly_paid', 'under_review'] as const;
  return statuses.map((status, index) => ({
    kind: 'invoice',
    title: `INV-2026-00${12 + index}`,
    status,
    statusText: words.statuses[index] ?? '',
    amountText: amount(['Rp2.500.000', 'Rp1.750.000', 'Rp3.000.000'][index] ?? ''),
    rows: index === 1 ? [...rows, { label: words.of, value: amount('Rp4.000.000') }] : rows,
    ...(index === 0 ? { action: { title: words.send, value: `proof ${index}` } } : {}),
  }));
}

/** Says something of every kind the widget can draw: for looking at it and for the accessibility check. */
export function showcase(language: Language): Script {
  const words = TEXTS[language];
  const offered = words.choices.map((title) => ({ type: 'imBack', title, value: title }));
  return (activity, speak) => {
    const say = (what: Partial<Activity>) => speak({ locale: language, ...what });
    if (activity.name === 'webchat/join') {
      say({ text: words.hello, suggestedActions: { actions: offered } });
    } else if (activity.text === words.choices[0]) {
      say({ text: words.balance, channelData: { sapa: { cards: cards(language) } } });
      say({ text: '?', suggestedActions: { actions: offered } });
    } else if (activity.text === words.choices[2]) {
      const from = { id: 'c', name: language === 'id' ? 'Petugas' : 'Billing team', role: 'bot' };
      say({ text: words.human, from, channelData: { handoff: { state: 'assigned' } } });
    } else if (activity.text) {
      say({ type: 'typing' });
    }
  };
}

export function words(language: Language) {
  return TEXTS[language];
}
