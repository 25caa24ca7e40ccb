import { asc, eq } from 'drizzle-orm';
import { isTimeZone } from '../../shared/calendar.ts';
import { isKnownCurrency } from '../../shared/currencies.ts';
import { isLocale } from '../../shared/locale.ts';
import type { ReadTx, Tx } from '../../storage/database.ts';
import { creditors } from '../../storage/schema/ledger.ts';

export interface Creditor {
  id: number;
  slug: string;
  name: string;
  locale: string;
  timeZone: string;
  currency: string;
  country: string;
}

export interface NewCreditor {
  /** Short name for commands: lower-case letters, digits, hyphens. */
  slug: string;
  name: string;
  /** Default `id`. */
  locale?: string;
  /** IANA; default `Asia/Jakarta`. */
  timeZone?: string;
  /** ISO 4217; default `IDR`. */
  currency?: string;
  /** ISO 3166 alpha-2; default `ID`. */
  country?: string;
  handoffEmail?: string;
  demo?: boolean;
}

export type CreditorAdded =
  | { ok: true; id: number }
  | {
      ok: false;
      reason:
        | 'slug_taken'
        | 'bad_slug'
        | 'bad_name'
        | 'bad_locale'
        | 'bad_time_zone'
        | 'bad_currency'
        | 'bad_country';
    };

/** Makes a creditor in the caller's transaction; says which value is wrong. `now` is epoch milliseconds. */
export async function addCreditor(tx: Tx, creditor: NewCreditor, now: number): Promise<CreditorAdded> {
  const { slug, locale = 'id', timeZone = 'Asia/Jakarta', currency = 'IDR', country = 'ID' } = creditor;
  const name = creditor.name.trim();
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(slug)) return { ok: false, reason: 'bad_slug' };
  if (name === '' || name.length > 200) return { ok: false, reason: 'bad_name' };
  if (!isLocale(locale)) return { ok: false, reason: 'bad_locale' };
  if (!isTimeZone(timeZone)) return { ok: false, reason: 'bad_time_zone' };
  if (!isKnownCurrency(currency)) return { ok: false, reason: 'bad_currency' };
  if (!/^[A-Z]{2}$/.test(country)) return { ok: false, reason: 'bad_country' };
  if (await creditorBySlug(tx, slug)) return { ok: false, reason: 'slug_taken' };
  const { lastInsertRowid } = tx.orm
    .insert(creditors)
    .values({
      slug,
      name,
      locale,
      timeZone,
      currency,
      country,
      handoffEmail: creditor.handoffEmail ?? null,
      demo: creditor.demo ?? false,
      createdAt: now,
    })
    .run();
  return { ok: true, id: Number(lastInsertRowid) };
}

export async function creditorBySlug(tx: ReadTx, slug: string): Promise<Creditor | undefined> {
  return tx.orm.select().from(creditors).where(eq(creditors.slug, slug)).get();
}

/** All creditors, in the order they were made. */
export async function listCreditors(tx: ReadTx): Promise<Creditor[]> {
  return tx.orm.select().from(creditors).orderBy(asc(creditors.id)).all();
}
