import { ATTRIBUTES, baseOfScript } from './config.ts';
import { SapaChat, setScriptBase } from './element.ts';

/** `<script src="{base}/widget.js" data-site-key="demo">` puts one chat on the page. */
function start(script: HTMLScriptElement | null): void {
  if (script?.src) setScriptBase(baseOfScript(script.src));
  if (!customElements.get('sapa-chat')) customElements.define('sapa-chat', SapaChat);
  // Without a key the page places its own <sapa-chat>.
  if (!script?.dataset.siteKey) return;
  const place = () => {
    if (document.querySelector('sapa-chat')) return;
    const chat = document.createElement('sapa-chat');
    for (const name of ATTRIBUTES) {
      const value = script.getAttribute(`data-${name}`);
      if (value !== null) chat.setAttribute(name, value);
    }
    document.body.append(chat);
  };
  if (document.body) place();
  else addEventListener('DOMContentLoaded', place, { once: true });
}

start(document.currentScript as HTMLScriptElement | null);
