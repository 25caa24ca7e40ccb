import { describe, expect, it } from 'vitest';
import {
  hashPassword,
  passwordMatches,
  passwordProblem,
  randomPassword,
} from '../../src/collectors/passwords.ts';

describe('passwords', () => {
  it.each([
    ['eleven char', 'too_short'],
    ['a'.repeat(257), 'too_long'],
    ['petugas.satu@pt.example', 'is_email'],
    ['PETUGAS.SATU@pt.example', 'is_email'],
    ['password1234', 'too_common'],
    ['Indonesia2026', 'too_common'],
    ['aaaaaaaaaaaaa', 'too_common'],
    ['abababababab', 'too_common'],
    ['1234567890123', 'too_common'],
    ['qwertyuiopasd', 'too_common'],
    ['9876543210987', 'too_common'],
    ['mnbvcxzlkjhgf', 'too_common'],
    ['perahu layar biru', undefined],
    ['     spaces are fine     ', undefined],
    ['密码需要十二个字符以上才行', undefined],
  ])('%j: %s', (password, problem) => {
    expect(passwordProblem(password, 'petugas.satu@pt.example')).toBe(problem);
  });

  it('are kept as argon2id of OWASP strength, and match however they were composed', async () => {
    const hashed = await hashPassword('cafe\u0301 di pojok jalan');
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordMatches(hashed, 'café di pojok jalan')).toBe(true);
    expect(await passwordMatches(hashed, 'cafe di pojok jalan')).toBe(false);
    expect(await passwordMatches(undefined, 'café di pojok jalan')).toBe(false);
  });

  it('given at first are random, fit and readable', () => {
    const made = new Set(Array.from({ length: 200 }, randomPassword));
    expect(made.size).toBe(200);
    for (const one of made) {
      expect(one).toMatch(/^([a-hj-km-np-z2-9]{4}-){4}[a-hj-km-np-z2-9]{4}$/);
      expect(passwordProblem(one, 'a@b.example')).toBeUndefined();
    }
  });

  it('hashed many at once leave the event loop free', async () => {
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    await Promise.all(Array.from({ length: 6 }, () => hashPassword('perahu layar biru')));
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(0);
  });
});
