const PHONE = '(max-width: 480px)';

/** Whether the panel covers the whole screen. */
export function onPhone(): boolean {
  return matchMedia(PHONE).matches;
}

/**
 * Keeps a full-screen panel inside what the on-screen keyboard leaves free. Returns the function that
 * stops it.
 */
export function fitToVisible(node: HTMLElement): () => void {
  const seen = window.visualViewport;
  if (!seen) return () => {};
  const follow = () => {
    node.style.setProperty('--seen-top', `${seen.offsetTop}px`);
    node.style.setProperty('--seen-height', `${seen.height}px`);
  };
  follow();
  seen.addEventListener('resize', follow);
  seen.addEventListener('scroll', follow);
  return () => {
    seen.removeEventListener('resize', follow);
    seen.removeEventListener('scroll', follow);
    node.style.removeProperty('--seen-top');
    node.style.removeProperty('--seen-height');
  };
}

/** Whether focusing a field would bring up an on-screen keyboard over the greeting. */
export function hasTouchKeyboard(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}
