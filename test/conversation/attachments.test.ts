import { afterEach, describe, expect, it } from 'vitest';
import { type TurnWorld, turnWorld } from './turn-world.ts';

const pdf = (words: string) => Buffer.from(`%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n% ${words}\n%%EOF`);

describe('an upload', () => {
  let world: TurnWorld;
  afterEach(() => world.database.close());

  async function save(conversation: string, words: string, fileName = 'slip.pdf') {
    const saved = await world.host.saveAttachment(world.message(conversation, ''), {
      bytes: pdf(words),
      fileName,
    });
    if (!saved.ok) throw new Error(saved.reason);
    return saved.file;
  }

  it('tried again is the same file, before and after its message', async () => {
    world = await turnWorld();
    const [first, second] = await Promise.all([save('a', 'one'), save('a', 'one')]);
    expect(second).toEqual(first);
    await world.say('a', 'ini buktinya', { attachmentIds: [first.id] });
    expect(await save('a', 'one')).toEqual(first);
    expect(await world.query('SELECT id FROM attachments')).toHaveLength(1);
    expect((await world.host.openAttachment(first.token))?.bytes).toEqual(pdf('one'));
  });

  it('with another content or name, or to another conversation, is a file of its own', async () => {
    world = await turnWorld();
    const files = await Promise.all([
      save('a', 'one'),
      save('a', 'two'),
      save('a', 'one', 'again.pdf'),
      save('b', 'one'),
    ]);
    expect(new Set(files.map((one) => one.token)).size).toBe(4);
    // Nobody can use a file of another conversation.
    await world.say('b', 'ini buktinya', { attachmentIds: [files[0].id] });
    const inbound = (await world.transcript('b')).find((row) => row.author === 'debtor');
    expect(JSON.parse(inbound!.body).attachments).toBeUndefined();
  });
});
