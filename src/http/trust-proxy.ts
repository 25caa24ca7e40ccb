import { isIP } from 'node:net';
import { ExpectedError } from '../shared/errors.ts';

export type TrustedProxies = false | string[] | ((address: string, hop: number) => boolean);

const RANGES = new Set(['loopback', 'linklocal', 'uniquelocal']);

/**
 * TRUST_PROXY as Fastify takes it: whose `X-Forwarded-*` to believe. A number of hops, or a list of
 * addresses, CIDR blocks and `loopback`, `linklocal`, `uniquelocal`. Nobody when it is not set. Throws
 * ExpectedError for anything else, `true` among it: believing everybody lets anybody pick an address.
 */
export function parseTrustProxy(text: string | undefined): TrustedProxies {
  if (text === undefined || text.trim() === '') return false;
  if (/^\d{1,2}$/.test(text.trim())) {
    const hops = Number(text);
    return hops > 0 && ((_address, hop) => hop < hops);
  }
  const parts = text.split(',').map((part) => part.trim());
  const wrong = parts.filter((part) => !RANGES.has(part) && !isBlock(part));
  if (wrong.length === 0) return parts;
  throw new ExpectedError('config', [
    `TRUST_PROXY: "${wrong.join(', ')}" is neither an address nor a block.`,
    'Expected a number of proxies, or a list such as "loopback, 10.0.0.0/8".',
  ]);
}

function isBlock(part: string): boolean {
  const [address = '', bits] = part.split('/');
  const family = isIP(address);
  if (family === 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
