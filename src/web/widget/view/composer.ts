import type { Texts } from '../texts/index.ts';
import { button, el, label } from './dom.ts';
import { ACCEPT, fileTrouble } from './file-check.ts';
import { icon } from './icons.ts';
import { sizeText } from './text.ts';

const TALLEST_PX = 132;
const LONGEST_TEXT = 4000;

/** What the composer hands over. */
export interface ComposerPort {
  text: (text: string) => void;
  file: (file: File, caption: string) => void;
  /** Something is being written. */
  typing: () => void;
}

/** Where the person writes and attaches; Enter sends, Shift+Enter breaks the line. */
export function composerView(port: ComposerPort, words: () => { texts: Texts; locale: string }) {
  let chosen: File | undefined;
  const input = el('textarea', { rows: '1', maxlength: String(LONGEST_TEXT), autocomplete: 'off' });
  const picker = el('input', { type: 'file', accept: ACCEPT, tabindex: '-1', 'aria-hidden': 'true' });
  picker.hidden = true;
  const attach = button('icon-button', () => picker.click(), icon('attach'));
  const send = el('button', { type: 'submit', class: 'send' }, icon('send'));
  const trouble = el('p', { class: 'trouble', role: 'alert' });
  const chip = el('div', { class: 'chip' });
  chip.hidden = true;
  const row = el('div', { class: 'row' }, attach, input, send);
  const node = el('form', { class: 'composer', novalidate: '' }, trouble, chip, picker, row);

  const refresh = () => {
    send.disabled = !chosen && input.value.trim() === '';
    input.style.height = 'auto';
    // Without its border, which the height includes.
    const border = input.offsetHeight - input.clientHeight;
    input.style.height = `${Math.min(TALLEST_PX, input.scrollHeight + border)}px`;
  };
  const choose = (file: File | undefined) => {
    const { texts, locale } = words();
    trouble.textContent = file ? (fileTrouble(file, texts, locale) ?? '') : '';
    if (file && trouble.textContent) return;
    chosen = file;
    chip.hidden = !file;
    if (file) {
      const remove = button(
        'icon-button small',
        () => {
          choose(undefined);
          input.focus();
        },
        icon('close', 16),
      );
      label(remove, texts.removeFile(file.name));
      const size = el('span', { class: 'file-size' }, sizeText(file.size, locale));
      chip.replaceChildren(icon('file'), el('span', { class: 'file-name' }, file.name), size, remove);
    }
    refresh();
  };
  const submit = () => {
    const text = input.value.trim();
    if (!chosen && text === '') return;
    const file = chosen;
    input.value = '';
    choose(undefined);
    if (file) port.file(file, text);
    else port.text(text);
  };

  node.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  input.addEventListener('input', () => {
    refresh();
    if (input.value.trim() !== '') port.typing();
  });
  input.addEventListener('keydown', (event) => {
    // An input method uses Enter to pick a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  input.addEventListener('paste', (event) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    choose(file);
  });
  picker.addEventListener('change', () => {
    choose(picker.files?.[0]);
    // The same file may be chosen again.
    picker.value = '';
    input.focus();
  });
  refresh();

  return {
    node,
    focus: () => input.focus(),
    choose,
    /** Measures the field; out of sight it has no height. */
    fit: refresh,
    relabel: () => {
      const { texts } = words();
      input.placeholder = texts.input;
      input.setAttribute('aria-label', texts.input);
      label(attach, texts.attach);
      label(send, texts.send);
      trouble.textContent = '';
      if (chosen) choose(chosen);
    },
  };
}
