import { useState } from 'react';
import type { FileRef } from '../../../../../http/contract/console.ts';
import { useLocale, useTexts } from '../../../texts/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import { sizeText } from './size-text.ts';
import css from './timeline.module.css';

/** What every browser can draw. */
const DRAWN = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** Pictures small, everything else as a line to download. Names are text, addresses only ever our own. */
export function Files({ files }: { files: readonly FileRef[] }) {
  return (
    <ul className={css.files}>
      {files.map((file) => (
        <li key={file.token}>
          <OneFile file={file} />
        </li>
      ))}
    </ul>
  );
}

function OneFile({ file }: { file: FileRef }) {
  const t = useTexts('conversation');
  const locale = useLocale();
  const [broken, setBroken] = useState(false);
  // Relative to this origin by contract; an address of somewhere else is not followed.
  const address = /^\/(?!\/)/.test(file.url) ? file.url : undefined;
  if (address && DRAWN.has(file.mediaType) && !broken) {
    return (
      <a href={address} target="_blank" rel="noopener noreferrer" className={css.picture}>
        <img src={address} alt={t('timeline.image', { name: file.name })} onError={() => setBroken(true)} />
        <span className={css.fileName}>{file.name}</span>
      </a>
    );
  }
  return (
    <a href={address} download={file.name} className={css.file}>
      <Icon name="file" size={18} />
      <span className={css.fileName}>{file.name}</span>
      <span className={css.fileSize}>{sizeText(file.size, locale)}</span>
      <Icon name="download" size={16} label={t('timeline.download', { name: '' }).trim()} />
    </a>
  );
}
