/** A reply for everybody: [shortcut, title, body], by language. The words follow the voice of the assistant. */
const ID: readonly (readonly [string, string, string])[] = [
  [
    'halo',
    'Salam pembuka',
    'Halo {{name}}, saya {{collector}} dari {{creditor}}. Percakapan dengan Sapa sudah saya baca, jadi tidak perlu diulang.',
  ],
  ['cek', 'Saya periksa dulu', 'Baik, saya periksa dulu catatannya. Mohon tunggu beberapa menit.'],
  [
    'kabar',
    'Perlu waktu lebih lama',
    'Ini perlu saya tanyakan ke bagian terkait. Anda saya kabari di sini begitu ada jawabannya, paling lambat besok sore.',
  ],
  [
    'bukti',
    'Minta bukti transfer',
    'Boleh kirim foto atau PDF bukti transfernya di sini? Yang perlu terlihat: tanggal, jumlah, dan rekening tujuan.',
  ],
  [
    'buktijelas',
    'Bukti kurang jelas',
    'Bukti sudah kami terima, tetapi angkanya belum terbaca. Boleh dikirim ulang dengan gambar yang utuh?',
  ],
  [
    'cocok',
    'Bukti sedang dicocokkan',
    'Bukti transfer sudah kami terima. Kami cocokkan dengan rekening dulu; hasilnya kami kabari di sini.',
  ],
  [
    'rekening',
    'Rekening resmi',
    'Pembayaran hanya ke rekening atas nama {{creditor}} yang tercantum di faktur. Kalau ada yang memberi rekening lain, mohon jangan dibayar dan kabari kami.',
  ],
  [
    'kode',
    'Jangan bagikan kode',
    'Demi keamanan, kode verifikasi jangan diberikan kepada siapa pun, termasuk kepada saya.',
  ],
  ['faktur', 'Faktur mana', 'Faktur mana yang dimaksud? Cukup sebutkan nomornya, atau kirim fotonya.'],
  [
    'keberatan',
    'Keberatan dicatat',
    'Keberatannya sudah saya catat. Selama kami periksa, pengingat untuk faktur itu berhenti. Boleh ceritakan bagian mana yang tidak sesuai?',
  ],
  [
    'cicil',
    'Membicarakan cicilan',
    'Terima kasih sudah menyampaikannya. Kira-kira berapa yang nyaman dibayar, dan mulai tanggal berapa? Dari situ kita cari jalan yang sesuai.',
  ],
  [
    'sulit',
    'Sedang sulit',
    'Terima kasih sudah bercerita, semoga keadaannya segera membaik. Mari kita cari jalan yang ringan. Kapan waktu yang enak untuk membicarakannya?',
  ],
  [
    'telepon',
    'Menawarkan telepon',
    'Kalau lebih nyaman lewat telepon, kami bisa menghubungi. Jam berapa yang cocok?',
  ],
  [
    'salahorang',
    'Salah orang',
    'Terima kasih sudah memberi tahu, dan maaf atas gangguannya. Nomor ini tidak akan kami hubungi lagi soal ini.',
  ],
  [
    'selesai',
    'Menutup percakapan',
    'Kalau tidak ada lagi yang perlu dibantu, percakapan ini saya kembalikan ke Sapa. Terima kasih, {{name}}.',
  ],
];

const EN: typeof ID = [
  [
    'hello',
    'Opening words',
    'Hello {{name}}, this is {{collector}} at {{creditor}}. I have read your conversation with Sapa, so there is no need to repeat it.',
  ],
  ['check', 'Looking into it', 'Let me look that up. It takes a few minutes.'],
  [
    'later',
    'Takes longer',
    'I have to ask a colleague about this. You will hear from me here as soon as I know, by tomorrow afternoon at the latest.',
  ],
  [
    'proof',
    'Ask for a transfer slip',
    'Could you send a photo or PDF of the transfer slip here? The date, the amount and the receiving account should be visible.',
  ],
  [
    'unclear',
    'Slip cannot be read',
    'We have your slip, but the figures cannot be read. Could you send it again with the whole page in the picture?',
  ],
  [
    'matching',
    'Slip being matched',
    'We have received your transfer slip. We match it with our account first, and tell you here what came of it.',
  ],
  [
    'account',
    'Our only accounts',
    'Please pay only to the account in the name of {{creditor}} that is printed on the invoice. If anybody gives you another one, do not pay it and let us know.',
  ],
  [
    'code',
    'Keep codes secret',
    'To keep your data safe, please give a verification code to nobody, and not to me either.',
  ],
  ['invoice', 'Which invoice', 'Which invoice is it about? Its number is enough, or a photo of it.'],
  [
    'dispute',
    'Dispute noted',
    'I have noted your objection. While we look into it, reminders for that invoice stop. Which part of it is not right?',
  ],
  [
    'instalments',
    'Paying in parts',
    'Thank you for telling us. How much could you manage, and from which date? From there we can find a way that suits you.',
  ],
  [
    'hardship',
    'Hard times',
    'Thank you for telling me, and I hope things get better soon. Let us find a way that is easy to keep. When would be a good time to talk about it?',
  ],
  ['call', 'Offer a call', 'If you would rather talk, we can call you. What time suits you?'],
  [
    'wrongperson',
    'Wrong person',
    'Thank you for telling us, and sorry for the trouble. We will not contact this number about it again.',
  ],
  [
    'done',
    'Closing words',
    'If there is nothing else I can help with, I will hand this conversation back to Sapa. Thank you, {{name}}.',
  ],
];

/** Every one for all creditors; put into an empty table at the start. */
export const DEFAULT_REPLIES = [
  ...ID.map(([shortcut, title, body]) => ({ locale: 'id', shortcut, title, body })),
  ...EN.map(([shortcut, title, body]) => ({ locale: 'en', shortcut, title, body })),
];
