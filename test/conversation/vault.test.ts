import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inspectUpload, MAX_ATTACHMENT_BYTES, safeFileName } from '../../src/conversation/attachments.ts';
import { createVault } from '../../src/conversation/vault.ts';

const vault = createVault('k'.repeat(40));
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('files at rest', () => {
  it('open only with the key, whole, and in their own place', () => {
    const plain = randomBytes(1000);
    const sealed = vault.seal(plain, 'row-1');
    expect(vault.open(sealed, 'row-1')).toEqual(plain);
    expect(sealed.includes(plain.subarray(0, 32))).toBe(false);
    expect(() => vault.open(sealed, 'row-2')).toThrow();
    sealed[40]! ^= 1;
    expect(() => vault.open(sealed, 'row-1')).toThrow();
    expect(() => createVault('other'.repeat(8)).open(vault.seal(plain, 'a'), 'a')).toThrow();
  });

  it('are recognised again by a hash that needs the key', () => {
    expect(vault.fingerprint(PNG)).toBe(vault.fingerprint(Buffer.from(PNG)));
    expect(vault.fingerprint(PNG)).not.toBe(createVault('other'.repeat(8)).fingerprint(PNG));
  });
});

describe('uploads', () => {
  it('are told by content, not by name or claim', async () => {
    expect(await inspectUpload(PNG)).toEqual({ ok: true, mediaType: 'image/png' });
    expect(await inspectUpload(Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'))).toEqual({
      ok: true,
      mediaType: 'application/pdf',
    });
    for (const bytes of [
      'MZ this is a program',
      '<svg onload=alert(1)>',
      '<html><script>',
      'just words',
      'PK\x03\x04',
    ]) {
      expect(await inspectUpload(Buffer.from(bytes)), bytes).toEqual({
        ok: false,
        reason: 'unsupported_type',
      });
    }
    expect(await inspectUpload(Buffer.alloc(0))).toEqual({ ok: false, reason: 'empty' });
    expect(await inspectUpload(Buffer.concat([PNG, Buffer.alloc(MAX_ATTACHMENT_BYTES)]))).toEqual({
      ok: false,
      reason: 'too_large',
    });
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\bukti.pdf', 'bukti.pdf'],
    ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie x.pdf'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['..', 'file'],
    ['', 'file'],
  ])('are named safely: %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });
});
