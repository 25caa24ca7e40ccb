import type { RecordKind } from '../erp-connector.ts';

export type FieldType = 'id' | 'text' | 'date' | 'amount' | 'currency' | 'boolean' | 'contacts' | 'word';

export interface Field {
  readonly type: FieldType;
  readonly required?: boolean;
  /** Longest text accepted, in characters. */
  readonly max: number;
  /** Other usual headers, English and Indonesian, in the form of `headerKey`. */
  readonly aliases: readonly string[];
}

function field(type: FieldType, aliases: string, options: { required?: boolean; max?: number } = {}): Field {
  const max = options.max ?? (type === 'id' ? 64 : type === 'contacts' ? 1000 : 100);
  return {
    type,
    max,
    required: options.required,
    aliases: aliases.split(' ').filter((alias) => alias !== ''),
  };
}

const required = { required: true };
const currency = field('currency', 'mata_uang kurs_mata_uang ccy valuta');
const debtorNumber = field(
  'id',
  'debtor_no debtor debtor_id customer_number customer_no customer_id customer_code nomor_pelanggan no_pelanggan kode_pelanggan id_pelanggan nomor_debitur kode_debitur',
  required,
);
const description = field('text', 'keterangan deskripsi uraian memo', { max: 500 });

/** What each kind of file may hold. A column of another name is not used; `columns` of a mapping renames. */
export const FIELDS: Readonly<Record<RecordKind, Readonly<Record<string, Field>>>> = {
  debtors: {
    debtor_number: debtorNumber,
    name: field('text', 'debtor_name customer_name nama nama_pelanggan nama_debitur company perusahaan', {
      max: 200,
    }),
    email: field('contacts', 'e_mail email_address surel alamat_email'),
    email_2: field('contacts', 'email2 surel_2 email_tambahan'),
    email_3: field('contacts', 'email3 surel_3'),
    whatsapp: field('contacts', 'wa no_wa nomor_wa nomor_whatsapp no_whatsapp whatsapp_number'),
    whatsapp_2: field('contacts', 'whatsapp2 wa_2 no_wa_2'),
    sms: field('contacts', 'phone mobile telepon no_telepon nomor_telepon hp no_hp nomor_hp phone_number'),
    sms_2: field('contacts', 'phone_2 mobile_2 telepon_2 hp_2'),
    contact_name: field('text', 'nama_kontak contact pic nama_pic', { max: 200 }),
    contact_role: field('word', 'role peran jabatan peran_kontak'),
    locale: field('word', 'language bahasa'),
    time_zone: field('word', 'timezone zona_waktu'),
    salutation: field('word', 'sapaan title panggilan'),
    va_bank: field('text', 'virtual_account_bank bank_va bank'),
    va_number: field('id', 'virtual_account virtual_account_number nomor_va no_va'),
    va_currency: field('currency', 'mata_uang_va'),
  },
  invoices: {
    invoice_number: field(
      'id',
      'invoice_no invoice invoice_id nomor_faktur no_faktur nomor_invoice no_invoice nomor_tagihan no_tagihan',
      required,
    ),
    debtor_number: debtorNumber,
    debtor_name: field('text', 'customer_name nama_pelanggan nama_debitur', { max: 200 }),
    issue_date: field(
      'date',
      'invoice_date date tanggal tanggal_faktur tgl_faktur tanggal_invoice tanggal_terbit',
      required,
    ),
    due_date: field('date', 'jatuh_tempo tanggal_jatuh_tempo tgl_jatuh_tempo', required),
    amount: field(
      'amount',
      'invoice_amount total total_amount jumlah nilai nilai_faktur total_tagihan jumlah_tagihan nominal',
    ),
    currency,
    description,
    contract_number: field('id', 'contract contract_no nomor_kontrak no_kontrak'),
    line_description: field('text', 'item item_description uraian_baris nama_barang barang', { max: 500 }),
    line_quantity: field('word', 'quantity qty kuantitas jumlah_barang'),
    line_amount: field('amount', 'item_amount jumlah_baris nilai_baris subtotal'),
    settled_date: field('date', 'paid_date paid_on settled_on tanggal_lunas tgl_lunas tanggal_bayar'),
    disputed: field('boolean', 'dispute is_disputed disengketakan sengketa dipersoalkan'),
  },
  payments: {
    payment_id: field(
      'id',
      'payment_number payment_no nomor_pembayaran no_pembayaran id_pembayaran nomor_bukti no_bukti',
      required,
    ),
    debtor_number: debtorNumber,
    received_on: field(
      'date',
      'payment_date date received_date tanggal tanggal_bayar tanggal_terima tgl_bayar',
      required,
    ),
    amount: field('amount', 'payment_amount jumlah nominal nilai jumlah_bayar', required),
    currency,
    invoice_number: field(
      'text',
      'invoice_no invoice invoice_numbers nomor_faktur no_faktur nomor_invoice no_invoice',
      { max: 1000 },
    ),
    method: field('text', 'payment_method metode cara_bayar metode_pembayaran'),
    reference: field('text', 'ref referensi nomor_referensi no_referensi berita', { max: 200 }),
  },
};

/** `Nomor Faktur`, `nomor-faktur` and `NOMOR_FAKTUR` are one header. */
export function headerKey(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** Our field for a header of theirs, where no mapping says so. */
export function fieldOfHeader(kind: RecordKind, header: string): string | undefined {
  const key = headerKey(header);
  const fields = FIELDS[kind];
  if (Object.hasOwn(fields, key)) return key;
  return Object.keys(fields).find((name) => fields[name]?.aliases.includes(key));
}
