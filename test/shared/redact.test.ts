import { describe, expect, it } from 'vitest';
import { redact } from '../../src/shared/redact.ts';

describe('redact', () => {
  it.each([
    ['kode 123456 salah', 'kode [number] salah'],
    ['+62 812-3456-7890', '[number]'],
    ['ke sari.dewi+x@mail.example.co.id.', 'ke [address].'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer [token]'],
    ['GET /stream?watermark=3&t=eyJhbGciOi.eyJjb252Ijo.c2ln', 'GET /stream?watermark=[hidden]&t=[hidden]'],
    ['token eyJhbGciOiJI.eyJjb252Ijo.c2ln-x here', 'token [token] here'],
    ['/v3/directline/attachments/abcDEF123_-x/slip.png', '/v3/directline/attachments/[token]/slip.png'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('leaves what helps to find a bug', () => {
    for (const text of [
      'at turn.ts:123:45',
      'INV-0012 is open',
      'took 4500 ms',
      'SQLITE_BUSY: database is locked',
    ])
      expect(redact(text)).toBe(text);
  });
});
