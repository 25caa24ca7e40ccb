/** The commonest of 12 characters and more, in lower case; shorter ones are refused for their length. */
const COMMON = new Set(
  `passwordpassword password1234 password12345 password123456 password2024 password2025 password2026
  passw0rd1234 p@ssw0rd1234 p@ssword1234 p@ssw0rd12345 administrator administrator1 admin123456789
  adminadmin12 adminadminadmin admin@123456 admin1234567 qwertyuiop12 qwertyuiop123 qwertyuiop1234
  qwertyuiopasdf qwertyuiopasdfghjkl qwerty123456 qwerty1234567 qwerty12345678 1qaz2wsx3edc 1qaz2wsx3edc4rfv
  zaq12wsxcde3 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i q1w2e3r4t5y6 asdfghjkl123 asdfghjkl1234
  letmein12345 letmeinletmein welcome12345 welcome123456 welcome2025! welcome2026! iloveyou1234 iloveyou123456
  iloveyouforever changeme1234 changemeplease changemenow123 secret123456 secretsecret trustno1trustno1
  monkey123456 dragon123456 football1234 baseball1234 superman1234 sunshine1234 princess1234 charlie12345
  michael12345 jennifer1234 computer1234 internet1234 whatever1234 abcd12345678 abcdef123456 abc123abc123
  abc123456789 a123456789012 aa1234567890 123456789abc 123456789qwe 123qwe123qwe 123123123abc 111111222222
  112233445566 123321123321 123654789123 147258369147 147258369000 159357159357 741852963000 987654321000
  indonesia123 indonesia1234 indonesia2025 indonesia2026 indonesiaraya indonesia1945 jakarta12345 surabaya1234
  bandung12345 bismillah123 bismillah1234 bismillahirrahmanirrahim alhamdulillah alhamdulillah1 assalamualaikum
  sayangkamu123 sayangsayang sayang123456 akucintakamu akucintakamu1 rahasia12345 rahasia123456 rahasiarahasia
  katasandi123 katasandi1234 katasandiku1 gantipassword passwordbaru passwordku123 password.123 password@123
  password!123 password#123 masukmasuk123 selamatdatang perusahaan123 kantorkantor collector123 collector1234
  collections1 collections123 penagihan123 penagihan1234 piutang12345 sapasapasapa sapaassistant sapa12345678
  correcthorsebatterystaple thequickbrownfox onetwothreefour`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

const ROWS = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];
const LONGEST_UNIT = 4;

/** Whether a password in lower case is one of the commonest, one short piece over and over, or a run of keys. */
export function isCommonPassword(plain: string): boolean {
  return COMMON.has(plain) || repeats(plain) || runs(plain);
}

function repeats(text: string): boolean {
  for (let unit = 1; unit <= LONGEST_UNIT; unit++) {
    const piece = text.slice(0, unit);
    if (piece.repeat(Math.ceil(text.length / unit)).slice(0, text.length) === text) return true;
  }
  return false;
}

/** The whole of it lies on one row of keys or digits, round and round, forwards or backwards. */
function runs(text: string): boolean {
  const backwards = [...text].reverse().join('');
  return ROWS.some((row) => {
    const round = row.repeat(Math.ceil(text.length / row.length) + 1);
    return round.includes(text) || round.includes(backwards);
  });
}
