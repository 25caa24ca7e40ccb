/** Readers of JSON that somebody else wrote: what is not there, or of another type, is undefined. */
export type Json = Record<string, unknown>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(of: Json | undefined, key: string): Json | undefined {
  const value = of?.[key];
  return isJson(value) ? value : undefined;
}

/** Empty when it is no list. */
export function listAt(of: Json | undefined, key: string): unknown[] {
  const value = of?.[key];
  return Array.isArray(value) ? value : [];
}

/** A text that is not empty. */
export function textAt(of: Json | undefined, key: string): string | undefined {
  const value = of?.[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberAt(of: Json | undefined, key: string): number | undefined {
  const value = of?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Undefined when it is no JSON object. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
