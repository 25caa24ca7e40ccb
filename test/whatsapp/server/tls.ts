import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** DER of one value: tag, length, content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(body.length > 255 ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

const sequence = (...content: Buffer[]) => der(0x30, ...content);
const identifier = (hex: string) => der(6, Buffer.from(hex, 'hex'));
const bitString = (bytes: Buffer) => der(3, Buffer.from([0]), bytes);
const utcTime = (text: string) => der(0x17, Buffer.from(text));
const integer = (bytes: Buffer) => der(2, bytes);

const ECDSA_SHA256 = sequence(identifier('2a8648ce3d040302'));
const COMMON_NAME = '550403';
const ALTERNATIVE_NAME = '551d11';
const BASIC_CONSTRAINTS = '551d13';

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g)!;
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** A certificate for 127.0.0.1 that signs itself, and its key, PEM. Trust it by naming it as `ca`. */
export function selfSignedCertificate(): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(0x31, sequence(identifier(COMMON_NAME), der(12, Buffer.from('loopback')))));
  const address = der(0x87, Buffer.from([127, 0, 0, 1]));
  const extensions = der(
    0xa3,
    sequence(
      sequence(
        identifier(BASIC_CONSTRAINTS),
        der(1, Buffer.from([255])),
        der(4, sequence(der(1, Buffer.from([255])))),
      ),
      sequence(identifier(ALTERNATIVE_NAME), der(4, sequence(address))),
    ),
  );
  const serial = randomBytes(8);
  serial[0] = 0x40 | (serial[0]! & 0x3f);
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA_SHA256,
    name,
    sequence(utcTime('200101000000Z'), utcTime('491231235959Z')),
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
    extensions,
  );
  const certificate = sequence(body, ECDSA_SHA256, bitString(sign('sha256', body, privateKey)));
  return {
    cert: pem('CERTIFICATE', certificate),
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  };
}
