import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { actions } from '../../src/actions/index.ts';
import type { SapaScope } from '../../src/actions/scope.ts';
import type { App } from '../../src/app.ts';
import { INTENTS } from '../../src/dialog/intents.ts';
import { assertVerified, recordDisclosure, type VerifiedDebtor } from '../../src/identity/index.ts';
import { balanceOf } from '../../src/receivables/index.ts';
import { projectRoot } from '../../src/shared/project-root.ts';
import { sqlStatement } from '../../src/storage/database.ts';
import { DEMO_NOW, testApp } from '../support/app.ts';
import { TestClock } from '../support/clock.ts';
import { Visitor } from '../support/visitor.ts';
import { shown } from '../transcripts/run.ts';

const count = sqlStatement<[], { n: number }>('SELECT count(*) AS n FROM disclosures');
const debtors = sqlStatement<[], { name: string; number: string }>(
  'SELECT name, external_id AS number FROM debtors',
);
const invoiceNumbers = sqlStatement<[], { number: string }>('SELECT external_id AS number FROM invoices');
const contacts = sqlStatement<[], { address: string }>('SELECT address FROM contacts');

/** What a collector or a fraudster might type, in the words of every intent. */
function utterances(locale: string): { intent: string; text: string }[] {
  const file = join(projectRoot(), 'locales', locale, 'utterances.yml');
  const lines = parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
  return INTENTS.flatMap((intent) => (lines[intent] ?? []).slice(0, 2).map((text) => ({ intent, text })));
}

describe('before a code has been shown', () => {
  let app: App;
  let secrets: string[] = [];
  const clock = new TestClock(DEMO_NOW);
  beforeAll(async () => {
    app = await testApp({ clock });
    secrets = await app.database.read(async (tx) => [
      ...debtors(tx)
        .all()
        .flatMap((row) => [row.name, row.number]),
      ...invoiceNumbers(tx)
        .all()
        .map((row) => row.number),
      ...contacts(tx)
        .all()
        .map((row) => row.address),
    ]);
  });
  afterAll(() => app.stop());

  for (const locale of ['id', 'en']) {
    it(`no flow says anything of a debt (${locale})`, async () => {
      const number = locale === 'id' ? 'C-1001' : 'D-2001';
      for (const { intent, text } of utterances(locale)) {
        // Another day: no limit on codes stands in the way of the next one.
        clock.advance(25 * 3_600_000);
        const visitor = new Visitor(app);
        await visitor.open(locale === 'id' ? 'demo' : 'demo-en', locale);
        const heard = shown(await visitor.say(text));
        // Then the same request again, pressed through a number that exists and a wrong code.
        const pressed = shown([...(await visitor.say(number)), ...(await visitor.say('123456'))]);
        for (const words of [heard, pressed]) {
          expect(words, `${intent}: ${text}`).not.toMatch(/(Rp|US\$|IDR|USD)\s?\d/);
          const leaked = secrets.filter((secret) => secret !== number && words.includes(secret));
          expect(leaked, `${intent}: ${text}`).toEqual([]);
        }
      }
      expect(await app.database.read(async (tx) => count(tx).get()!.n)).toBe(0);
    });
  }

  it('every action that discloses is marked as verified', () => {
    const open = Object.entries(actions)
      .filter(([, action]) => !action.verified)
      .map(([name]) => name.split('.')[0]);
    expect([...new Set(open)].sort()).toEqual(['contacts', 'handoff', 'identity']);
  });

  it('a verified action cannot be made to run without the key', async () => {
    for (const [name, action] of Object.entries(actions).filter(([, one]) => one.verified)) {
      const scope = { debtor: undefined, isVerified: () => false } as unknown as SapaScope;
      await expect((async () => action.run(scope, {}, undefined as never))(), name).rejects.toThrow();
    }
  });

  it('a key made by hand opens nothing', async () => {
    const facts = { debtorId: 1, creditorId: 1, contactId: 1, conversationId: 1, verificationId: 1 };
    // @ts-expect-error: the compiler refuses what identity/ did not make
    const unsealed: VerifiedDebtor = {
      ...facts,
      externalId: 'C-1001',
      name: 'X',
      expiresAt: Number.MAX_SAFE_INTEGER,
    };
    const forged = { ...facts, expiresAt: Number.MAX_SAFE_INTEGER } as unknown as VerifiedDebtor;
    for (const key of [unsealed, forged]) {
      expect(() => assertVerified(key, 0)).toThrow('not a VerifiedDebtor');
      await expect(app.database.write((tx) => recordDisclosure(tx, key, 0, 'balance'))).rejects.toThrow();
      await expect(app.database.write((tx) => balanceOf(tx, key, 0))).rejects.toThrow();
    }
  });
});
