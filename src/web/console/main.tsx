import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startTexts } from './texts/index.ts';
import { rememberedLocale } from './texts/locale.ts';

await startTexts(rememberedLocale());
createRoot(document.getElementById('root')!).render(<App />);
