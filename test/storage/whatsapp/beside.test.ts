import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/shared/project-root.ts';
import { temporaryDir } from '../../support/database.ts';
import { bundled, ScriptProcess } from '../../support/typescript-process.ts';
import { temporaryWhatsAppStore, WHATSAPP_KEY } from '../../support/whatsapp-store.ts';

let script = '';
const running: ScriptProcess[] = [];
beforeAll(async () => {
  script = await bundled(join(projectRoot(), 'test', 'storage', 'whatsapp', 'beside-us.ts'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.kill()));
});

function start(...args: string[]): ScriptProcess {
  const made = new ScriptProcess(script, ...args);
  running.push(made);
  return made;
}

const file = () => join(temporaryDir(), 'whatsapp.db');

describe('the lease of a number', () => {
  it('goes to one of several processes, and is free the moment that one dies', async () => {
    const at = file();
    const racers = ['a', 'b', 'c'].map((holder) => start(at, holder));
    const said = await Promise.all(racers.map((one) => one.line(1)));
    expect(said.toSorted()).toEqual(['held', 'taken', 'taken']);
    const winner = racers[said.indexOf('held')]!;
    const store = temporaryWhatsAppStore(at);
    expect(store.leases.holder(1, Date.now())?.pid).toBe(winner.pid);
    expect(store.leases.take(1, 'us', Date.now(), Date.now() + 60_000)).toBe('taken');
    expect(store.leases.take(2, 'us', Date.now(), Date.now() + 60_000)).toBe('held');
    await winner.kill();
    expect(store.leases.holder(1, Date.now())).toBeUndefined();
    expect(store.leases.take(1, 'us', Date.now(), Date.now() + 60_000)).toBe('held');
  });

  it('of another host is free when its time is over, and so is one whose process id was given anew', () => {
    const store = temporaryWhatsAppStore();
    const raw = new Sqlite(store.file);
    const put = raw.prepare(
      'INSERT INTO leases (account_id, holder, host, pid, until) VALUES (?, ?, ?, ?, ?)',
    );
    put.run(1, 'theirs', 'another-host', 1, 5_000);
    expect(store.leases.take(1, 'us', 4_999, 9_000)).toBe('taken');
    expect(store.leases.take(1, 'us', 5_000, 9_000)).toBe('held');
    expect(store.leases.take(1, 'us', 6_000, 10_000)).toBe('held');
    expect(store.leases.take(1, 'other part of us', 6_000, 10_000)).toBe('taken');
    store.leases.release(1, 'other part of us');
    expect(store.leases.holder(1, 6_000)?.holder).toBe('us');
    // Our own process id, written by an earlier life of this process.
    raw.prepare("UPDATE leases SET holder = 'earlier life'").run();
    expect(store.leases.take(1, 'us', 6_000, 10_000)).toBe('held');
    store.leases.release(1, 'us');
    expect(store.leases.holder(1, 6_000)).toBeUndefined();
    raw.close();
  });
});

describe('beside another process', () => {
  it('writes wait for each other and none fails', async () => {
    const at = file();
    const store = temporaryWhatsAppStore(at);
    const others = ['a', 'b'].map((holder) => start(at, holder, 'write'));
    for (let i = 0; i < 100; i++)
      store.together(() => {
        store.auth.saveKeys(1, [{ type: 'session', id: `us-${i}`, value: '{"x":1}' }]);
        store.statuses.write(1, { state: 'linked' }, i);
      });
    expect(await Promise.all(others.map((one) => one.line(2)))).toEqual(['written', 'written']);
    const ids = ['us', 'a', 'b'].flatMap((holder) => Array.from({ length: 100 }, (_, i) => `${holder}-${i}`));
    expect(store.auth.keys(1, 'session', ids).size).toBe(300);
    expect(store.inbox.count(1).waiting).toBe(200);
  });

  it('what a call has returned from is there after a kill, and nothing of half a transaction', async () => {
    const at = file();
    const dying = start(at, 'a', 'half');
    await dying.ended();
    const store = temporaryWhatsAppStore(at);
    expect(store.inbox.waiting(1, 9).map((one) => one.arrived.id)).toEqual(['whole']);
    expect(store.auth.keys(1, 'session', ['half']).size).toBe(0);
  });
});

describe('the file', () => {
  it('holds no word, key or code that could be read without DATA_KEY', () => {
    const store = temporaryWhatsAppStore();
    const secret = 'kata-rahasia-42';
    store.auth.saveCreds(1, JSON.stringify({ secret }));
    store.auth.saveKeys(1, [{ type: 'session', id: 'x.0', value: JSON.stringify({ secret }) }]);
    store.journal.seen(1, {
      chat: 'lid:1',
      messageId: 'A',
      stanza: { notify: secret },
      seenAt: 1,
    });
    store.journal.decrypted(1, {
      chat: 'lid:1',
      messageId: 'A',
      cipherHash: 'ff',
      plaintext: Buffer.from(secret),
    });
    store.inbox.put(1, 'lid:1', { id: 'B', text: secret } as never, 1);
    store.links.request(1, 'code', 1);
    store.links.update(1, { state: 'showing', show: secret }, 2);
    store.sent.begin(1, {
      ...{ messageId: 'S', chat: 'lid:1', outboundId: null, conversationId: null, seq: null, sentAt: 1 },
      content: Buffer.from(secret),
    });
    const bytes = Buffer.concat([readFileSync(store.file), readFileSync(`${store.file}-wal`)]);
    expect(bytes.includes('lid:1')).toBe(true);
    for (const encoding of ['utf8', 'base64', 'hex', 'utf16le'] as const)
      expect(bytes.includes(Buffer.from(Buffer.from(secret).toString(encoding)))).toBe(false);
    expect(bytes.includes(secret)).toBe(false);
  });

  it('opens under its own key alone, says so, and is not harmed by the wrong one', () => {
    const store = temporaryWhatsAppStore();
    store.auth.saveCreds(1, '{"a":1}');
    expect(() => temporaryWhatsAppStore(store.file, 'another key, as long as the first one was')).toThrow(
      /DATA_KEY/,
    );
    expect(temporaryWhatsAppStore(store.file, WHATSAPP_KEY).auth.creds(1)).toBe('{"a":1}');
  });

  it('does not give a row of one place to another', () => {
    const store = temporaryWhatsAppStore();
    store.auth.saveCreds(1, '{"a":1}');
    const raw = new Sqlite(store.file);
    raw.exec('INSERT INTO auth_creds SELECT 2, sealed, updated_at FROM auth_creds');
    raw.close();
    expect(() => store.auth.creds(2)).toThrow(/DATA_KEY/);
  });
});
