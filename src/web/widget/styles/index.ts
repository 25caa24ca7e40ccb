import base from './base.css';
import cards from './cards.css';
import choices from './choices.css';
import composer from './composer.css';
import conversation from './conversation.css';
import media from './media.css';
import panel from './panel.css';

// The last one changes what the others set.
const css = base + panel + conversation + cards + choices + composer + media;

let sheet: CSSStyleSheet | undefined;

/**
 * Dresses a shadow root. A constructed sheet needs no `unsafe-inline` in the page's policy; browsers
 * without it (before 2023) get a style element, which a strict policy would refuse.
 */
export function wear(shadow: ShadowRoot): void {
  if (!('adoptedStyleSheets' in shadow)) {
    const style = document.createElement('style');
    style.textContent = css;
    (shadow as ShadowRoot).append(style);
    return;
  }
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  shadow.adoptedStyleSheets = [sheet];
}
