import { Console } from 'node:console';
import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { silence } from '../../src/channels/whatsapp/baileys/silence.ts';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { OUR_PHONE, rememberCreds } from './our-number.ts';
import { Program } from './programs/run.ts';
import { LoopbackWhatsApp } from './server/index.ts';

const require = createRequire(import.meta.url);
const SessionRecord = require('libsignal/src/session_record.js');
const real = globalThis.console;

/** A console of its own in place of the process's, and what is written to it. */
function ownConsole(): { own: Console; words: () => string } {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const own = new Console(stream, stream);
  globalThis.console = own;
  return { own, words: () => text };
}

/** libsignal closes a session, and prints it. */
function libsignalTalks(): void {
  new SessionRecord().closeSession({ indexInfo: { closed: -1 }, currentRatchet: { privKey: 'SECRET' } });
}

afterEach(() => {
  globalThis.console = real;
});

describe('what libsignal writes to the console', () => {
  it('is dropped, where without us it would be printed', () => {
    const { own, words } = ownConsole();
    libsignalTalks();
    expect(words()).toContain('SECRET');
    const before = words().length;
    silence(own);
    libsignalTalks();
    expect(words().length).toBe(before);
  });

  it('is dropped whichever method it uses, and every one of ours still speaks', () => {
    const { own, words } = ownConsole();
    silence(own);
    const Module = require('node:module');
    const file = require.resolve('libsignal/src/session_record.js').replace('session_record', 'not_there');
    const theirs = new Module(file);
    theirs._compile('module.exports = (name, ...words) => console[name](...words)', file);
    const methods = Object.keys(own).filter(
      (name) => name !== 'Console' && typeof own[name as keyof Console] === 'function',
    );
    expect(methods.length).toBeGreaterThan(15);
    for (const name of methods) theirs.exports(name, 'SECRET');
    expect(words()).toBe('');
    for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'table', 'dir', 'group'] as const) {
      own[name](`ours by ${name}`);
      expect(words()).toContain(`ours by ${name}`);
    }
  });

  it('leaves our words alone when libsignal is what called us', () => {
    const { own, words } = ownConsole();
    silence(own);
    const record = new SessionRecord();
    const session = {
      indexInfo: {
        get closed() {
          own.log('our store speaks');
          return -1;
        },
        set closed(_at: number) {},
      },
    };
    record.closeSession(session);
    expect(words()).toBe('our store speaks\n');
  });

  it('is done once, however often it is asked for', () => {
    const { own, words } = ownConsole();
    silence(own);
    const { log } = own;
    silence(own);
    expect(own.log).toBe(log);
    own.log('%s and %d', 'words', 2);
    expect(words()).toBe('words and 2\n');
  });
});

describe('a process that runs a number', () => {
  it('prints no key while sessions are opened and closed', async () => {
    const server = await LoopbackWhatsApp.start();
    const store = temporaryWhatsAppStore();
    rememberCreds(store, await server.linkedCreds(OUR_PHONE));
    const process = await Program.start('one-number', store.file, server.webSocketUrl);
    await process.says('status linked');
    const phone = await server.newPhone('+6281234567890');
    await phone.say('halo');
    await process.says('arrived 1');
    // The phone has lost its session and begins another: ours with the old one is closed.
    const us = [0, 1, 2, 3].map((device) => `${server.lid(OUR_PHONE)}:${device}@lid`);
    await phone.sock.signalRepository.deleteSession([`${server.lid(OUR_PHONE)}@lid`, ...us]);
    await phone.say('halo lagi');
    await process.says('arrived 2');
    await process.stop();
    expect(process.output).not.toMatch(/session|privKey|rootKey|<Buffer|Uint8Array/i);
    const lines = process.output.split('\n').filter((line) => !/^(status|arrived) [a-z0-9 ]+$|^$/.test(line));
    expect(lines).toEqual([]);
    store.close();
    await server.stop();
  });
});
