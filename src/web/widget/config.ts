import { localeOf, type UiLocale } from './texts/index.ts';

/** What one `<sapa-chat>` was told by the page. */
export interface WidgetConfig {
  /** Address of the Sapa server without a trailing slash, such as `https://bot.example.com`. */
  base: string;
  siteKey: string;
  locale: UiLocale;
}

/** Attributes a `<script>` may carry as `data-…` and `<sapa-chat>` without the prefix. */
export const ATTRIBUTES = ['site-key', 'locale', 'position', 'color-scheme', 'base'] as const;

/** The server a script came from: everything before the last `/` of its address. */
export function baseOfScript(src: string): string {
  return new URL('.', src).href.replace(/\/$/, '');
}

/** Reads the element's attributes; the page's own language stands in for a missing `locale`. */
export function configOf(element: Element, scriptBase: string): WidgetConfig {
  const attribute = (name: string) => element.getAttribute(name) ?? undefined;
  return {
    base: new URL(attribute('base') ?? scriptBase, document.baseURI).href.replace(/\/$/, ''),
    siteKey: attribute('site-key') ?? '',
    locale:
      localeOf(attribute('locale')) ??
      localeOf(document.documentElement.lang) ??
      localeOf(navigator.language) ??
      'id',
  };
}
