type DemoLanguage = 'id' | 'en';

const KEY = 'sapa-demo-language';
const ASIDE = ['aria-label', 'title', 'placeholder'] as const;

/**
 * A page is written in Indonesian; elements carry their English in `data-en` (and `data-en-aria-label`
 * for attributes). Returns the language now shown and tells `onChange` of every change.
 */
export function bilingual(onChange: (language: DemoLanguage) => void): () => DemoLanguage {
  let language: DemoLanguage = wished();
  const toggle = document.querySelector<HTMLButtonElement>('[data-language-toggle]');
  const show = () => {
    document.documentElement.lang = language;
    for (const node of document.querySelectorAll<HTMLElement>('[data-en]')) {
      node.dataset.id ??= node.textContent ?? '';
      node.textContent = (language === 'en' ? node.dataset.en : node.dataset.id) ?? '';
    }
    for (const name of ASIDE) swapAttribute(name, language);
    if (toggle) {
      toggle.textContent = language === 'id' ? 'English' : 'Bahasa Indonesia';
      toggle.lang = language === 'id' ? 'en' : 'id';
    }
    onChange(language);
  };
  toggle?.addEventListener('click', () => {
    language = language === 'id' ? 'en' : 'id';
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // Without a memory the choice holds for this page.
    }
    show();
  });
  show();
  return () => language;
}

function swapAttribute(name: (typeof ASIDE)[number], language: DemoLanguage): void {
  for (const node of document.querySelectorAll(`[data-en-${name}]`)) {
    const kept = `data-id-${name}`;
    if (!node.hasAttribute(kept)) node.setAttribute(kept, node.getAttribute(name) ?? '');
    node.setAttribute(name, node.getAttribute(language === 'en' ? `data-en-${name}` : kept) ?? '');
  }
}

function wished(): DemoLanguage {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'en' || asked === 'id') return asked;
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'id';
  } catch {
    return 'id';
  }
}
