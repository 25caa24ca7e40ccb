import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileTrouble } from '../../src/shared/file-trouble.ts';
import { isLocale, localeFromTag } from '../../src/shared/locale.ts';
import { maskContact } from '../../src/shared/mask.ts';
import { referenceKey } from '../../src/shared/reference-key.ts';
import { storageTrouble } from '../../src/storage/trouble.ts';
import { temporaryDir } from '../support/database.ts';

function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a contact as it may be shown', () => {
  it.each([
    ['andi@ptabc.co.id', 'a•••@ptabc.co.id'],
    ['a@ptabc.co.id', '•••@ptabc.co.id'],
    ['😀x@ptabc.co.id', '😀•••@ptabc.co.id'],
    ['+6281234567890', '•••890'],
    ['12345', '•••'],
  ])('%s is %s', (address, shown) => {
    expect(maskContact(address)).toBe(shown);
  });
});

describe('a number of the ledger', () => {
  it('is one key, however it is written', () => {
    const keys = [
      'INV/2026/03-0012',
      'inv 2026 03 0012',
      'INV-2026-03-0012',
      'ＩＮＶ２０２６０３００１２',
    ].map(referenceKey);
    expect(new Set(keys)).toEqual(new Set(['INV2026030012']));
    expect(referenceKey('0012')).not.toBe(referenceKey('12'));
    expect(referenceKey(' - / ')).toBe('');
  });
});

describe('a language', () => {
  it('is told by its tag', () => {
    expect(['id', 'en-GB', 'EN_us', 'fr', '', undefined].map(localeFromTag)).toEqual([
      'id',
      'en',
      'en',
      undefined,
      undefined,
      undefined,
    ]);
    expect(isLocale('toString')).toBe(false);
  });
});

describe('trouble with the machine', () => {
  it('of the file system has words', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'file'), '');
    expect(fileTrouble(thrown(() => readFileSync(join(dir, 'none'))))).toContain('no such file');
    expect(fileTrouble(thrown(() => readFileSync(dir)))).toBe('that is a folder');
    expect(fileTrouble(thrown(() => mkdirSync(join(dir, 'file'))))).toContain('already');
    expect(fileTrouble(thrown(() => mkdirSync(join(dir, 'file', 'x'))))).toContain('a folder is needed');
    expect(fileTrouble(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBeUndefined();
    for (const other of [new Error('x'), 'x', null, undefined]) expect(fileTrouble(other)).toBeUndefined();
  });

  it('below the database has words; a mistake in a statement is a bug', () => {
    const error = (code: string) => Object.assign(new Error('x'), { code });
    expect(storageTrouble(error('SQLITE_BUSY_SNAPSHOT'))).toContain('locked');
    expect(storageTrouble(error('SQLITE_IOERR_WRITE'))).toContain('disk');
    for (const bug of [
      error('SQLITE_CONSTRAINT_UNIQUE'),
      error('SQLITE_ERROR'),
      error('X'),
      new Error('x'),
      null,
    ])
      expect(storageTrouble(bug)).toBeUndefined();
  });
});
