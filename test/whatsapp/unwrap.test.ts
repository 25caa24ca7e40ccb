import * as lib from '@whiskeysockets/baileys';
import { describe, expect, it } from 'vitest';
import { partyOf, partyOfKey } from '../../src/channels/whatsapp/baileys/intake-party.ts';
import { readHandle } from '../../src/channels/whatsapp/baileys/media-handle.ts';
import { unwrap } from '../../src/channels/whatsapp/baileys/unwrap.ts';

const { proto } = lib;
const message = { id: 'M1', party: { lid: '1001', phone: '+6281234567890' } };
const own = { id: '62215550100:3@s.whatsapp.net', lid: '9009:3@lid' };

/** Over the wire and back, as it comes from a phone. */
const read = (content: lib.proto.IMessage) =>
  unwrap(lib, proto.Message.decode(proto.Message.encode(content).finish()), { ...message, own });

const photo = {
  mimetype: 'image/JPEG',
  caption: 'bukti transfer',
  directPath: '/v/t62/abc',
  mediaKey: Buffer.alloc(32, 1),
  fileSha256: Buffer.alloc(32, 2),
  fileLength: 2048,
};

describe('words', () => {
  it.each([
    ['plain', { conversation: 'tagihan saya berapa ya' }],
    ['with a preview', { extendedTextMessage: { text: 'tagihan saya berapa ya' } }],
    ['that disappear', { ephemeralMessage: { message: { conversation: 'tagihan saya berapa ya' } } }],
    ['of a button', { buttonsResponseMessage: { selectedDisplayText: 'tagihan saya berapa ya' } }],
    ['of a list', { listResponseMessage: { title: 'tagihan saya berapa ya' } }],
    ['of a template', { templateButtonReplyMessage: { selectedDisplayText: 'tagihan saya berapa ya' } }],
    ['of a flow', { interactiveResponseMessage: { body: { text: 'tagihan saya berapa ya' } } }],
  ] satisfies [string, lib.proto.IMessage][])('%s', (_what, content) => {
    expect(read(content)).toEqual({ kind: 'text', text: 'tagihan saya berapa ya' });
  });

  // Their phone names the chat with us by one of our ids, or not at all.
  it.each([undefined, '9009@lid', '62215550100@s.whatsapp.net'])(
    'carry what they answer to: %s',
    (remoteJid) => {
      const contextInfo = { stanzaId: 'OURS', remoteJid, quotedMessage: { conversation: 'Pilih 1 atau 2' } };
      expect(read({ extendedTextMessage: { text: 'yang ini', contextInfo } })).toEqual({
        kind: 'text',
        text: 'yang ini',
        quotes: 'OURS',
        quotedText: 'Pilih 1 atau 2',
      });
    },
  );

  it('do not carry what was said in another chat', () => {
    const contextInfo = {
      stanzaId: 'X',
      remoteJid: '120363@g.us',
      quotedMessage: { conversation: 'rahasia grup' },
    };
    expect(read({ extendedTextMessage: { text: 'lihat', contextInfo } })).toEqual({
      kind: 'text',
      text: 'lihat',
    });
  });
});

describe('files', () => {
  it('keep what it takes to fetch them after a restart', () => {
    const words = read({ imageMessage: photo });
    expect(words).toMatchObject({
      kind: 'media',
      text: 'bukti transfer',
      media: { kind: 'image', mediaType: 'image/jpeg', size: 2048, sha256: '02'.repeat(32) },
    });
    expect(readHandle(words!.media!.handle)).toEqual({
      ...message,
      sealedAs: 'image',
      directPath: '/v/t62/abc',
      mediaKey: Buffer.alloc(32, 1).toString('base64'),
    });
  });

  it.each([
    ['voice', { audioMessage: { ...photo, ptt: true } }],
    ['audio', { audioMessage: photo }],
    ['video', { videoMessage: photo }],
    ['video', { ptvMessage: photo }],
    ['sticker', { stickerMessage: photo }],
    ['image', { viewOnceMessageV2: { message: { imageMessage: photo } } }],
    ['document', { documentWithCaptionMessage: { message: { documentMessage: photo } } }],
  ] satisfies [string, lib.proto.IMessage][])('%s', (kind, content) => {
    expect(read(content)).toMatchObject({ kind: 'media', media: { kind } });
  });

  it('have a bare name, whatever path and marks the sender gave', () => {
    const fileName = '../../etc/\u202egnp.pdf\u0000';
    expect(read({ documentMessage: { ...photo, fileName } })?.media?.fileName).toBe('gnp.pdf');
  });

  it('of an album name it, and the header tells how many', () => {
    const album = { albumMessage: { expectedImageCount: 2, expectedVideoCount: 1 } };
    expect(read(album)).toMatchObject({ kind: 'other', text: '', album: { id: 'M1', pieces: 3 } });
    const messageAssociation = { associationType: 1, parentMessageKey: { id: 'HEAD' } };
    expect(read({ imageMessage: photo, messageContextInfo: { messageAssociation } })).toMatchObject({
      kind: 'media',
      album: { id: 'HEAD' },
    });
  });

  it('that are the same photo once more in high definition are passed over', () => {
    const messageAssociation = { associationType: 10, parentMessageKey: { id: 'M0' } };
    expect(
      read({
        associatedChildMessage: { message: { imageMessage: photo } },
        messageContextInfo: { messageAssociation },
      }),
    ).toBeUndefined();
  });
});

describe('what is no words', () => {
  const key = { id: 'M0' };
  it.each([
    ['location', { locationMessage: { degreesLatitude: -6.2, degreesLongitude: 106.8 } }],
    ['contact', { contactMessage: { displayName: 'x', vcard: 'x' } }],
    ['other', { pollCreationMessageV3: { name: 'kapan' } }],
    ['undecryptable', { placeholderMessage: { type: 0 } }],
  ] satisfies [string, lib.proto.IMessage][])('%s', (kind, content) => {
    expect(read(content)).toMatchObject({ kind });
  });

  it('an edit names the message meant and the new words', () => {
    const protocolMessage = { type: 14, key, editedMessage: { imageMessage: photo } };
    const edit = { kind: 'edit', text: 'bukti transfer', target: 'M0' };
    expect(read({ protocolMessage })).toEqual(edit);
    expect(read({ editedMessage: { message: { protocolMessage } } })).toEqual(edit);
  });

  it('a deletion names the message meant', () => {
    expect(read({ protocolMessage: { type: 0, key } })).toEqual({ kind: 'delete', text: '', target: 'M0' });
  });

  it.each([
    ['a reaction', { reactionMessage: { key, text: '👍' } }],
    ['a vote', { pollUpdateMessage: { pollCreationMessageKey: key } }],
    ['a pin', { pinInChatMessage: { key } }],
    ['a setting', { protocolMessage: { type: 3, ephemeralExpiration: 86400 } }],
    ['a deletion that says neither what nor that it is one', { protocolMessage: { key } }],
    ['a call that rang', { call: { callKey: Buffer.alloc(4) } }],
    ['a group key', { senderKeyDistributionMessage: { groupId: 'x' } }],
    ['nothing', {}],
  ] satisfies [string, lib.proto.IMessage][])('%s is passed over', (_what, content) => {
    expect(read(content)).toBeUndefined();
  });
});

describe('who it is', () => {
  it('one kind of id is never made from another', () => {
    expect(partyOf(lib, '1001:7@lid')).toEqual({ lid: '1001' });
    expect(partyOf(lib, '6281234567890:2@s.whatsapp.net')).toEqual({ phone: '+6281234567890' });
  });

  it.each(['120363@g.us', 'status@broadcast', '0@s.whatsapp.net', '123@newsletter', 'x@bot', '', undefined])(
    '%s is nobody',
    (jid) => expect(partyOf(lib, jid)).toBeUndefined(),
  );

  it('both forms are kept where the stanza gives both, but ours is not theirs', () => {
    const key = { remoteJid: '1001@lid' };
    expect(partyOfKey(lib, { ...key, remoteJidAlt: '6281234567890@s.whatsapp.net' }, own)).toEqual({
      lid: '1001',
      phone: '+6281234567890',
    });
    expect(partyOfKey(lib, { ...key, remoteJidAlt: '62215550100@s.whatsapp.net' }, own)).toEqual({
      lid: '1001',
    });
  });
});
