import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseWhatsAppPolicy } from '../../../src/channels/whatsapp/index.ts';
import { ExpectedError } from '../../../src/shared/errors.ts';
import { POLICY_FILE } from './world.ts';

const given = () => parse(readFileSync(POLICY_FILE, 'utf8')) as Record<string, unknown>;

describe('the rules of WhatsApp', () => {
  it('are those of the file, durations in milliseconds', () => {
    expect(parseWhatsAppPolicy(given())).toMatchObject({
      pace: { readMs: 700, jitter: 0.4 },
      limits: { answersPerMinutePerChat: 12, firstWordsPerDay: 40 },
      albumMs: 2_000,
      lateMs: 3_600_000,
      keepSentMs: 14 * 86_400_000,
      graphVersion: 'v23.0',
    });
  });

  it('name every fault at once', () => {
    const wrong = { ...given(), album_seconds: 0, graph_version: '23', surprise: true };
    try {
      parseWhatsAppPolicy(wrong);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ExpectedError);
      const { code, lines } = error as ExpectedError;
      expect(code).toBe('whatsapp_policy');
      expect(lines.join('\n')).toMatch(
        /album_seconds[\s\S]*graph_version: must look like v23\.0[\s\S]*surprise/,
      );
      expect(lines).toHaveLength(3);
    }
  });

  it('are wanted at all', () => {
    expect(() => parseWhatsAppPolicy(null)).toThrow('whatsapp.yml: the file:');
  });
});
