import { bilingual } from './language.ts';

/** The chat element as a page uses it. */
interface Chat extends HTMLElement {
  open(): void;
}

const chat = () => document.querySelector<Chat>('sapa-chat');

bilingual((language) => {
  chat()?.setAttribute('locale', language);
  document.title =
    language === 'en' ? 'PT Contoh – shop and office supplies' : 'PT Contoh – perlengkapan toko dan kantor';
});

for (const button of document.querySelectorAll('[data-open-chat]')) {
  button.addEventListener('click', () => chat()?.open());
}
