import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readYamlDir } from '../../../src/dialog/load-dialogs.ts';
import { loadPattern } from '../../../src/dialog/patterns.ts';
import { type Listener, listenFor } from '../../../src/dialog/running/listening.ts';
import { projectRoot } from '../../../src/shared/project-root.ts';

function shipped(name: string): Listener {
  const found = readYamlDir(join(projectRoot(), 'dialogs/patterns')).find(({ file }) =>
    file.endsWith(`${name}.yml`),
  )!;
  const { pattern, problems } = loadPattern(found.file, found.source);
  expect(problems).toEqual([]);
  return listenFor(pattern);
}

describe('the words of being left alone', () => {
  const wantsOut = shipped('opt_out');

  it.each([
    [
      'STOP',
      'stop.',
      '🛑 Stop!!',
      'stoooop',
      'stop ya kak',
      'tolong stop dong',
      'Unsubscribe please',
      'OPT-OUT',
    ],
    ["Don't contact me again", 'Please do not message me', 'leave me alone', 'remove my number now'],
    [
      'berhenti',
      'BERHENTI!',
      'jangan hubungi saya lagi',
      'mohon jangan kirim pesan lagi ya pak',
      'stop wa min',
    ],
    ['jangan mesej saya lagi', 'batal langganan'],
    ['退订', '退訂', '请停止', '不要再联系我了', '別再發了！'],
    ['hủy', 'Huỷ', 'HỦY ĐĂNG KÝ', 'vui lòng dừng lại', 'đừng nhắn tin cho tôi nữa ạ'],
    ['tigil', 'Itigil na po', 'huwag na akong i-text', 'tama na po'],
  ])('are heard in every language: %s …', (...texts) => {
    for (const text of texts) expect(wantsOut(text), text).toBe(true);
  });

  it.each([
    'can I stop by your office?',
    'kapan sewa saya berhenti',
    'pembayaran berhenti di mana ya',
    'jangan hubungi saya jam segini, besok saja',
    'stop sebentar saya cari slipnya dulu',
    'batal',
    'cancel',
    'keluar',
    'tidak',
    'ya',
    'please',
    '',
    '123456',
    '我停止了订阅你们的产品但是还是有账单',
    `stop ${'ya '.repeat(60)}`,
  ])('are not heard in: %s', (text) => {
    expect(wantsOut(text)).toBe(false);
  });
});

describe('the words that point at a message', () => {
  const points = shipped('quoted');
  it.each(['yang ini', 'yang ini saja kak', 'ini', 'itu aja', 'This one, please', 'faktur ini'])(
    'are heard: %s',
    (text) => expect(points(text)).toBe(true),
  );
  it.each(['ini apa', 'yang ini kapan jatuh tempo', 'ya', 'this is wrong'])('are not heard in: %s', (text) =>
    expect(points(text)).toBe(false),
  );
});
