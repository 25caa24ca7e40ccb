import { generateSecret, generateURI, verify } from 'otplib';
import { renderSVG } from 'uqr';

const STEP_SECONDS = 30;

/** 160 random bits in base32, as authenticator apps read them. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** What the page of enrolment shows. `label` is the e-mail. */
export function enrolmentOf(secret: string, label: string): { uri: string; secret: string; qrSvg: string } {
  const uri = generateURI({ issuer: 'Sapa', label, secret });
  return {
    uri,
    secret: (secret.match(/.{1,4}/g) ?? []).join(' '),
    qrSvg: renderSVG(uri, { ecc: 'M', border: 2 }),
  };
}

/**
 * The time step whose code was typed: this one, the one before or the one after (RFC 6238, 5.2);
 * undefined for a wrong code. Whether the step was used before is the caller's to refuse. Asynchronous,
 * but waits for nothing, so that it may be asked inside a transaction.
 */
export async function totpStepOf(secret: string, typed: string, now: number): Promise<number | undefined> {
  const token = typed.normalize('NFKC').replace(/[\s.-]/g, '');
  // otplib throws for anything else.
  if (!/^[0-9]{6}$/.test(token)) return undefined;
  const epoch = Math.floor(now / 1000);
  const result = await verify({ secret, token, epoch, epochTolerance: STEP_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
