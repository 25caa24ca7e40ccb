/**
 * The demonstration's companies and people. None of them exists. An invoice is
 * `[number, days from today to its due date, amount, paid so far, what for]`; amounts are whole units of
 * the currency, lines are made from them.
 */
export interface DemoDebtor {
  number: string;
  name: string;
  salutation?: 'bapak' | 'ibu';
  locale?: 'id' | 'en';
  timeZone?: string;
  email?: string;
  whatsapp?: string;
  contract?: string;
  virtualAccount?: string;
  currency?: string;
  invoices: DemoInvoice[];
  /** Number of an invoice with an open dispute, and why. */
  disputed?: [number: number, reason: string];
  /** Number of an invoice for which a transfer slip waits to be matched. */
  underReview?: number;
}

export type DemoInvoice = [
  number: number,
  dueInDays: number,
  amount: number,
  paid: number,
  about: string,
  currency?: string,
];

export interface DemoCreditor {
  slug: string;
  name: string;
  locale: 'id' | 'en';
  timeZone: string;
  currency: string;
  country: string;
  siteKey: string;
  banks: [bank: string, account: string, currency: string][];
  debtors: DemoDebtor[];
}

/** C-1250: as many invoices as a chain of shops collects in two years. */
function manyInvoices(): DemoInvoice[] {
  return Array.from({ length: 250 }, (_, index): DemoInvoice => {
    const due = 45 - index * 3;
    const amount = 350_000 + ((index * 37) % 90) * 25_000;
    const paid = index >= 60 ? amount : index % 7 === 3 ? 150_000 : 0;
    return [1000 + index, due, amount, paid, 'Pengiriman mingguan'];
  });
}

export const CREDITORS: DemoCreditor[] = [
  {
    slug: 'contoh',
    name: 'PT Contoh',
    locale: 'id',
    timeZone: 'Asia/Jakarta',
    currency: 'IDR',
    country: 'ID',
    siteKey: 'demo',
    banks: [
      ['BCA', '0000111222', 'IDR'],
      ['Mandiri', '0000333444555', 'IDR'],
    ],
    debtors: [
      {
        number: 'C-1001',
        name: 'PT Maju Fiktif',
        email: 'keuangan@maju-fiktif.example',
        contract: 'K-2025-014',
        virtualAccount: '880010010001',
        invoices: [
          [3, -75, 1_800_000, 1_800_000, 'Sewa mesin kopi'],
          [7, -44, 2_100_000, 2_100_000, 'Sewa mesin kopi'],
          [12, -12, 1_500_000, 0, 'Sewa mesin kopi'],
          [15, -3, 1_000_000, 0, 'Biji kopi 20 kg'],
          [18, 5, 2_750_000, 0, 'Sewa mesin kopi'],
          [21, 14, 3_000_000, 1_000_000, 'Perawatan berkala'],
        ],
      },
      {
        number: 'C-1002',
        name: 'CV Sumber Rekaan',
        email: 'admin@sumber-rekaan.example',
        whatsapp: '+6281200001002',
        contract: 'K-2025-022',
        invoices: [
          [31, -25, 4_200_000, 0, 'Biji kopi 80 kg'],
          [34, 10, 3_600_000, 0, 'Biji kopi 70 kg'],
        ],
        disputed: [31, 'wrong_amount'],
      },
      {
        number: 'C-1003',
        name: 'Toko Andai',
        email: 'pemilik@toko-andai.example',
        invoices: [[41, -8, 650_000, 0, 'Gula aren 25 kg']],
      },
      {
        number: 'C-1004',
        name: 'Toko Andai Cabang Utara',
        email: 'pemilik@toko-andai.example',
        invoices: [[44, 6, 480_000, 0, 'Gula aren 18 kg']],
      },
      {
        number: 'C-1005',
        name: 'Contoh Sari',
        salutation: 'ibu',
        email: 'sari@warung-contoh.example',
        invoices: [
          [51, 0, 325_000, 0, 'Paket biji kopi rumahan'],
          [52, -6, 410_000, 0, 'Paket biji kopi rumahan'],
        ],
        underReview: 52,
      },
      {
        number: 'C-1006',
        name: 'Warung Tanpa Surel',
        whatsapp: '+6281200001006',
        invoices: [[61, -15, 275_000, 0, 'Paket biji kopi rumahan']],
      },
      {
        number: 'C-1007',
        name: 'PT Dua Mata Uang Khayal',
        email: 'finance@dua-khayal.example',
        timeZone: 'Asia/Makassar',
        invoices: [
          [71, -20, 5_500_000, 0, 'Sewa mesin kopi'],
          [72, 12, 1_250, 0, 'Suku cadang impor', 'USD'],
          [73, -5, 840, 200, 'Suku cadang impor', 'USD'],
        ],
      },
      {
        number: 'C-1008',
        name: 'CV Selalu Lunas Semu',
        email: 'kasir@selalu-lunas.example',
        invoices: [
          [81, -60, 900_000, 900_000, 'Biji kopi 15 kg'],
          [82, -30, 900_000, 900_000, 'Biji kopi 15 kg'],
        ],
      },
      {
        number: 'C-1009',
        name: 'PT Tertunda Imajiner',
        email: 'ap@tertunda-imajiner.example',
        timeZone: 'Asia/Jayapura',
        invoices: [
          [91, -130, 6_000_000, 2_000_000, 'Sewa mesin kopi'],
          [92, -95, 6_000_000, 0, 'Sewa mesin kopi'],
          [93, -65, 6_000_000, 0, 'Sewa mesin kopi'],
          [94, -33, 6_000_000, 0, 'Sewa mesin kopi'],
          [95, -2, 6_000_000, 0, 'Sewa mesin kopi'],
        ],
      },
      {
        number: 'C-1010',
        name: 'Misal Andi',
        salutation: 'bapak',
        email: 'andi@kedai-misal.example',
        invoices: [[101, 21, 1_150_000, 0, 'Biji kopi 22 kg']],
      },
      {
        number: 'C-1011',
        name: 'Warung Baru Umpama',
        email: 'pemilik@warung-baru.example',
        invoices: [],
      },
      {
        number: 'C-1250',
        name: 'PT Seribu Gerai Fiktif',
        email: 'piutang@seribu-gerai.example',
        invoices: manyInvoices(),
      },
    ],
  },
  {
    slug: 'example',
    name: 'Example Trading Ltd',
    locale: 'en',
    timeZone: 'Asia/Singapore',
    currency: 'USD',
    country: 'SG',
    siteKey: 'demo-en',
    banks: [['Example Bank', '000-11122-3', 'USD']],
    debtors: [
      {
        number: 'D-2001',
        name: 'Fictional Foods Pte Ltd',
        locale: 'en',
        email: 'accounts@fictional-foods.example',
        invoices: [
          [501, -40, 2_400, 2_400, 'Coffee beans, 200 kg'],
          [502, -9, 1_200, 0, 'Coffee beans, 100 kg'],
          [503, 11, 1_850, 350, 'Grinder lease'],
        ],
      },
      {
        number: 'D-2002',
        name: 'Sample Stationers LLC',
        locale: 'en',
        email: 'ap@sample-stationers.example',
        invoices: [[511, 3, 640, 0, 'Office coffee']],
      },
    ],
  },
];
