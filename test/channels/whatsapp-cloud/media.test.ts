import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { MediaRef } from '../../../src/channels/whatsapp/ports.ts';
import { type CloudWorld, cloudWorld } from './world.ts';

const BYTES = Buffer.from('a slip, photographed');
let world: CloudWorld;
afterEach(() => world.close());

async function arrange(timing: { downloadMs?: number } = {}) {
  world = await cloudWorld({ timing });
  const { office, meta } = world;
  const hers = meta.debtor({ phone: '+6281234567890' });
  const { mediaId } = await hers.sends(office.number, {
    kind: 'image',
    bytes: BYTES,
    mediaType: 'image/jpeg',
  });
  const announced = office.inbox()[0]?.media as MediaRef;
  const fetchIt = (maxBytes = 1_000, media = announced) => office.transport.download(media, maxBytes);
  return { office, announced, fetchIt, stored: meta.media.get(mediaId)!, mediaId };
}

describe('a file of a debtor', () => {
  it('comes through its address, whole and as announced', async () => {
    const { fetchIt } = await arrange();
    expect(await fetchIt(BYTES.length)).toEqual({ ok: true, bytes: BYTES });
  });

  it('is too large by what Meta says, or by what really comes', async () => {
    const { fetchIt, stored } = await arrange();
    expect(await fetchIt(BYTES.length - 1)).toEqual({ ok: false, reason: 'too_large' });
    expect(world.meta.calls.some(({ path }) => path.startsWith('/file/'))).toBe(false);
    stored.claims = { file_size: 3 };
    expect(await fetchIt(BYTES.length - 1)).toEqual({ ok: false, reason: 'too_large' });
  });

  it('an endless one is dropped at the limit', async () => {
    const { fetchIt, stored } = await arrange();
    stored.bytes = Buffer.alloc(8 * 1024 * 1024, 1);
    stored.claims = { file_size: 3 };
    expect(await fetchIt(100_000)).toEqual({ ok: false, reason: 'too_large' });
  });

  it('changed on the way is not taken, whichever hash tells', async () => {
    const { fetchIt, stored, announced } = await arrange();
    stored.bytes = Buffer.from('another slip');
    expect(await fetchIt()).toEqual({ ok: false, reason: 'tampered' });
    expect(await fetchIt(1_000, { ...announced, sha256: undefined })).toMatchObject({ ok: true });
    stored.claims = { sha256: '0'.repeat(64) };
    expect(await fetchIt(1_000, { ...announced, sha256: undefined })).toEqual({
      ok: false,
      reason: 'tampered',
    });
  });

  it('on a host that is not Meta’s is never asked for: our token stays here', async () => {
    const heard: unknown[] = [];
    const thief = createServer((request, response) => {
      heard.push(request.headers.authorization);
      response.end(BYTES);
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    const { port } = thief.address() as AddressInfo;
    const { fetchIt, stored } = await arrange();
    for (const url of [
      `http://127.0.0.1:${port}/x`,
      `https://lookaside.fbsbx.com.evil.test/x`,
      `https://127.0.0.1:${port}/x`,
      `https://127.0.0.1/x`,
      `http://lookaside.fbsbx.com/x`,
      `https://lookaside.fbsbx.com:8443/x`,
      `https://lookaside.fbsbx.com@127.0.0.1:${port}/x`,
      'file:///etc/passwd',
      'nonsense',
    ]) {
      stored.url = url;
      world.logged.length = 0;
      expect(await fetchIt(), url).toEqual({ ok: false, reason: 'failed' });
      expect(
        world.logged.map(({ message }) => message),
        url,
      ).toEqual([expect.stringContaining('not fetched')]);
    }
    expect(heard).toEqual([]);
    await new Promise((resolve) => thief.close(resolve));
  });

  it('no more there is gone; a line that breaks or stalls has failed, for another try', async () => {
    const { fetchIt, mediaId } = await arrange({ downloadMs: 200 });
    world.meta.next('hangs_up', 'file');
    expect(await fetchIt()).toEqual({ ok: false, reason: 'failed' });
    world.meta.next('gateway', 'file');
    expect(await fetchIt()).toEqual({ ok: false, reason: 'failed' });
    world.meta.next('hangs_up', 'get');
    expect(await fetchIt()).toEqual({ ok: false, reason: 'failed' });
    world.meta.media.delete(mediaId);
    expect(await fetchIt()).toEqual({ ok: false, reason: 'gone' });
    expect(world.office.statuses).toEqual([]);
  });

  it('a handle that leaves the path is no file', async () => {
    const { fetchIt, announced } = await arrange();
    for (const handle of ['{"id":"../me?x="}', '{"id":7}', 'nonsense', '{}'])
      expect(await fetchIt(1_000, { ...announced, handle })).toEqual({ ok: false, reason: 'failed' });
  });
});
