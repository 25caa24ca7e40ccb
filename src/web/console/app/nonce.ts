declare global {
  interface Window {
    /** What the library under Mantine's dialogs asks for when it locks scrolling. */
    __webpack_nonce__?: string;
  }
}

/** The nonce the server put into this answer: style elements without it are refused. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
window.__webpack_nonce__ = styleNonce;
