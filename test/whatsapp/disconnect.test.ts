import { describe, expect, it } from 'vitest';
import { pauseBefore, verdictOf } from '../../src/channels/whatsapp/baileys/disconnect.ts';
import { isIgnored } from '../../src/channels/whatsapp/baileys/jid.ts';

describe('what follows the end of a connection', () => {
  it.each([
    [515, { next: 'restart' }],
    [408, { next: 'again', reason: 'timed_out' }],
    [428, { next: 'again', reason: 'connection_lost' }],
    [500, { next: 'again', reason: 'server_error' }],
    [503, { next: 'again', reason: 'unavailable' }],
    [undefined, { next: 'again', reason: 'connection_lost' }],
    [401, { next: 'wipe', reason: 'logged_out' }],
    [411, { next: 'wipe', reason: 'new_link_needed' }],
    [440, { next: 'halt', state: 'replaced', reason: 'other_client' }],
    [403, { next: 'halt', state: 'banned', reason: 'forbidden' }],
    [402, { next: 'halt', state: 'banned', reason: 'temporary_ban' }],
    [405, { next: 'halt', state: 'outdated', reason: 'client_too_old' }],
  ])('%s', (code, verdict) => {
    expect(verdictOf(code, 1)).toEqual(verdict);
  });

  it('tries a code nobody knows a few times, then asks a person', () => {
    expect(verdictOf(418, 1)).toEqual({ next: 'again', reason: 'code_418' });
    expect(verdictOf(418, 6)).toEqual({ next: 'halt', state: 'misconfigured', reason: 'code_418' });
  });

  it('does not restart at once for ever', () => {
    expect(verdictOf(515, 6)).toEqual({ next: 'again', reason: 'restarts' });
  });

  it('waits longer each time, never the same for two, and some minutes at most', () => {
    const middle = () => 0.5;
    expect([1, 2, 3, 4].map((n) => pauseBefore(n, middle))).toEqual([1000, 2000, 4000, 8000]);
    expect(pauseBefore(1, () => 0)).toBe(500);
    expect(pauseBefore(1, () => 0.999)).toBe(1499);
    expect(pauseBefore(50, middle)).toBe(300_000);
  });
});

describe('whom we never listen to', () => {
  it.each([
    '120363001@g.us',
    'status@broadcast',
    '123@newsletter',
    '867@bot',
    '13135550002@s.whatsapp.net',
    '0@s.whatsapp.net',
    '628123@hosted',
    '100@hosted.lid',
    '123@c.us',
  ])('%s', (jid) => {
    expect(isIgnored(jid)).toBe(true);
  });

  it.each(['628123@s.whatsapp.net', '628123:7@s.whatsapp.net', '100200@lid', '@s.whatsapp.net', ''])(
    'but %s',
    (jid) => {
      expect(isIgnored(jid)).toBe(false);
    },
  );
});
