import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../src/channels/whatsapp/baileys/send-ack.ts';

describe('a message that WhatsApp does not take', () => {
  it.each([
    ['404', 'final'],
    ['400', 'final'],
    ['503', 'retry'],
    ['429', 'retry'],
    ['479', 'retry'],
    ['463', 'stop'],
    ['402', 'stop'],
    ['403', 'stop'],
  ])('refused with %s: %s', (code, how) => expect(outcomeOf(code)).toEqual({ how, reason: code }));
});
