import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DirectLineDebtor } from '../../support/direct-line-debtor.ts';
import { eventually } from '../../support/eventually.ts';
import { fileNamed, png } from '../../support/files.ts';
import { startWebchat, type WebchatServer } from '../../support/webchat-server.ts';

let server: WebchatServer;
let debtor: DirectLineDebtor;
beforeAll(async () => {
  server = await startWebchat({ limits: { uploadBytes: 1024 * 1024 } });
  debtor = await new DirectLineDebtor(server).open();
});
afterAll(async () => server.stop());

describe('uploads', () => {
  it('come in with their words, are echoed with an address, and are read back unchanged', async () => {
    const bytes = png(7);
    const activity = { type: 'message', text: 'ini buktinya', channelData: { clientActivityID: 'u1' } };
    const sent = await debtor.upload([{ name: 'bukti "transfer" ü.png', bytes }], activity);
    expect(sent.status).toBe(200);
    await debtor.answers(1);
    const echo = debtor.activities.find((one) => one.id === sent.body.id);
    expect(echo).toMatchObject({ text: 'ini buktinya', channelData: { clientActivityID: 'u1' } });
    const file = await fetch(echo!.attachments![0]!.contentUrl!);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
    const header = (name: string) => file.headers.get(name);
    expect(header('content-type')).toBe('image/png');
    expect(header('content-disposition')).toBe(
      `inline; filename="bukti _transfer_ _.png"; filename*=UTF-8''bukti%20%22transfer%22%20%C3%BC.png`,
    );
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('content-security-policy')).toContain('sandbox');
    expect(header('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('hand a PDF out to be saved, not shown', async () => {
    await debtor.upload([{ name: 'slip.pdf', bytes: fileNamed('slip.pdf') }]);
    const echo =
      (await debtor.answers(2)) && debtor.activities.find((one) => one.attachments?.[0]?.name === 'slip.pdf');
    const file = await fetch(echo!.attachments![0]!.contentUrl!);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  it('sent again under the same id are one message', async () => {
    const activity = { type: 'message', channelData: { clientActivityID: 'u2' } };
    const files = [{ name: 'a.png', bytes: png(1) }];
    const first = await debtor.upload(files, activity);
    expect((await debtor.upload(files, activity)).body.id).toBe(first.body.id);
  });

  it('carry several files, of which the path in the name is dropped', async () => {
    const files = ['../../etc/passwd.png', 'C:\\slips\\b.png'].map((name, i) => ({ name, bytes: png(i) }));
    const sent = await debtor.upload(files);
    const heard = server.host.heard(debtor.conversationId).at(-1);
    expect(heard?.attachmentIds).toHaveLength(2);
    await debtor.answers(4);
    const echo = debtor.activities.find((one) => one.id === sent.body.id);
    expect(echo?.attachments?.map((one) => one.name)).toEqual(['passwd.png', 'b.png']);
  });

  it.each([
    ['a program', [{ name: 'slip.png', bytes: fileNamed('program.exe') }], 415],
    ['an empty file', [{ name: 'slip.png', bytes: Buffer.alloc(0) }], 400],
    [
      'a file that is too large',
      [{ name: 'slip.png', bytes: Buffer.concat([png(), Buffer.alloc(1024 * 1024)]) }],
      413,
    ],
    ['far too much', [{ name: 'slip.png', bytes: Buffer.alloc(3 * 1024 * 1024) }], 413],
    ['too many files', Array.from({ length: 6 }, (_, i) => ({ name: `${i}.png`, bytes: png(i) })), 400],
    ['no file and no word', [], 400],
  ])('refuse %s with a reason', async (_, files, status) => {
    const answer = await debtor.upload(files);
    expect(answer.status).toBe(status);
    expect(answer.body.error?.code).toMatch(/^[A-Z]/);
  });

  it('refuse what is not multipart, and an activity that is not JSON', async () => {
    const path = `/conversations/${debtor.conversationId}/upload`;
    expect((await debtor.call('POST', path, {})).status).toBe(415);
    const form = new FormData();
    form.append('activity', '{"type":');
    const headers = { authorization: `Bearer ${debtor.token}` };
    const answer = await fetch(server.directLine + path, { method: 'POST', headers, body: form });
    expect(answer.status).toBe(400);
  });

  it('are held in memory a few at a time', async () => {
    const own = await startWebchat({ limits: { uploadsAtOnce: 2 } });
    const me = await new DirectLineDebtor(own).open();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    own.host.beforeTurn = () => held;
    const statuses: number[] = [];
    const send = async (i: number) => {
      statuses.push((await me.upload([{ name: `${i}.png`, bytes: png(i) }])).status);
    };
    const sending = [0, 1, 2, 3].map(send);
    await eventually(() => statuses.length === 2, 'two refusals');
    release();
    await Promise.all(sending);
    expect(statuses.sort()).toEqual([200, 200, 503, 503]);
    await own.stop();
  });
});

describe('files', () => {
  it('are not found without their token', async () => {
    for (const token of ['x', 'a'.repeat(32), '..%2f..%2fetc']) {
      const answer = await fetch(`${server.directLine}/attachments/${token}/slip.png`);
      expect(answer.status).toBe(404);
    }
  });
});
