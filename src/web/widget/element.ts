import { configOf } from './config.ts';
import { createPanel, type Panel } from './panel.ts';
import { wear } from './styles/index.ts';
import { localeOf } from './texts/index.ts';
import { el } from './view/dom.ts';

/** The server the widget's script came from; elements may name another with `base`. */
let scriptBase = '';

export function setScriptBase(base: string): void {
  scriptBase = base;
}

/**
 * `<sapa-chat site-key="…">`: the launcher and the chat. Attributes: `locale` (`id`, `en`), `position`
 * (`right`, `left`), `color-scheme` (`auto`, `light`, `dark`), `base`. Methods: `open()`, `close()`.
 * It asks the server for nothing until it is opened.
 */
export class SapaChat extends HTMLElement {
  static readonly observedAttributes = ['locale', 'position', 'color-scheme'];
  #root: HTMLElement | undefined;
  #panel: Panel | undefined;
  #dark = matchMedia('(prefers-color-scheme: dark)');

  connectedCallback(): void {
    if (!this.#panel) {
      const shadow = this.attachShadow({ mode: 'open' });
      wear(shadow);
      this.#root = el('div', { class: 'root' });
      shadow.append(this.#root);
      this.#panel = createPanel(configOf(this, scriptBase), this.#root);
    }
    this.#dress();
    this.#dark.addEventListener('change', this.#dress);
    this.#panel.connect();
  }

  disconnectedCallback(): void {
    this.#dark.removeEventListener('change', this.#dress);
    this.#panel?.disconnect();
  }

  attributeChangedCallback(name: string, _before: string | null, now: string | null): void {
    const locale = name === 'locale' ? localeOf(now ?? undefined) : undefined;
    if (locale) this.#panel?.setLocale(locale);
    this.#dress();
  }

  open(): void {
    this.#panel?.open();
  }

  close(): void {
    this.#panel?.close();
  }

  #dress = (): void => {
    const scheme = this.getAttribute('color-scheme');
    const dark = scheme === 'dark' || (scheme !== 'light' && this.#dark.matches);
    this.#root?.classList.toggle('dark', dark);
    this.#root?.classList.toggle('left', this.getAttribute('position') === 'left');
  };
}
