import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../src/http/index.ts';
import { DirectLineDebtor } from '../support/direct-line-debtor.ts';
import { png } from '../support/files.ts';
import { SECRET, startWebchat, type WebchatServer } from '../support/webchat-server.ts';

let server: WebchatServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

describe('the log', () => {
  it('has no secret, token, message, file or contact in it, at its most talkative', async () => {
    const lines: string[] = [];
    server = await startWebchat({ logLevel: 'trace', logTo: { write: (line) => void lines.push(line) } });
    const debtor = await new DirectLineDebtor(server).open();
    await debtor.say('kode saya 314159, surel sari@example.com', 'client-id-77');
    await debtor.upload([{ name: 'rahasia.png', bytes: png(2) }], { type: 'message', text: 'ini slip gaji' });
    await debtor.call(
      'POST',
      '/tokens/generate',
      { user: { id: 'nasabah-9' } },
      { authorization: `Bearer ${SECRET}` },
    );
    await debtor.answers(2);
    const [echo] = debtor.activities.filter((one) => one.attachments);
    await fetch(echo!.attachments![0]!.contentUrl!);
    await debtor.call('POST', '/tokens/refresh', undefined, { authorization: 'Bearer forged.token.here' });
    await fetch(`${server.directLine}/conversations/${debtor.conversationId}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${debtor.token}`, 'content-type': 'application/json' },
      body: '{"text":"nomor kartu 4111111111111111"',
    });
    server.host.beforeTurn = async () => {
      throw new Error(`turn failed for sari@example.com with ${debtor.token}`);
    };
    expect((await debtor.say('pesan yang gagal')).status).toBe(500);
    debtor.close();
    const log = lines.join('');
    expect(lines.length).toBeGreaterThan(5);
    expect(log).toContain('turn failed');
    for (const secret of [
      SECRET,
      debtor.token,
      debtor.token.split('.')[1]!,
      '314159',
      'sari@example.com',
      'client-id-77',
      'slip gaji',
      'rahasia',
      'nasabah-9',
      'forged',
      '4111111111111111',
      'pesan yang gagal',
      debtor.conversationId,
      echo!.attachments![0]!.contentUrl!.split('/').at(-2)!,
    ])
      expect(log).not.toContain(secret);
  });

  it('hides what is logged by mistake under a telling name', () => {
    const lines: string[] = [];
    const log = createLogger({
      level: 'info',
      destination: { write: (line: string) => void lines.push(line) },
    });
    log.info(
      {
        body: { text: 'halo' },
        message: { text: 'halo' },
        headers: { authorization: 'Bearer x' },
        to: '0812',
      },
      'x',
    );
    log.error({ err: new Error('no', { cause: new Error('code 314159 to sari@example.com') }) }, 'x');
    expect(lines.join('')).not.toMatch(/halo|Bearer x|0812|314159|sari/);
  });
});
