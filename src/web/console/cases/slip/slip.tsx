import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { FileRef } from '../../../../http/contract/console.ts';
import { sizeText } from '../../pages/conversation/timeline/size-text.ts';
import { useLocale, useTexts } from '../../texts/index.ts';
import { Empty } from '../../ui/empty.tsx';
import { Icon } from '../../ui/icon.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { ImageSlip } from './image-slip.tsx';
import css from './slip.module.css';
import { SlipBar } from './slip-bar.tsx';
import { usePlace } from './use-place.ts';
import { FIRST_VIEW } from './view.ts';

const PdfSlip = lazy(() => import('./pdf-slip.tsx'));

/** What every browser draws. SVG is not among them: it can carry scripts. */
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** A debtor's file, big: a picture or the pages of a PDF, to enlarge, turn and move. Its name is text. */
export function Slip({ file }: { file: FileRef }) {
  const t = useTexts('slip');
  const locale = useLocale();
  const [view, setView] = useState(FIRST_VIEW);
  const [pages, setPages] = useState(1);
  const [broken, setBroken] = useState(false);
  const place = usePlace();
  // Relative to this origin by contract; an address of somewhere else is not followed.
  const url = /^\/(?!\/)/.test(file.url) ? file.url : undefined;
  const picture = PICTURES.has(file.mediaType);
  const drawable = url !== undefined && !broken && (picture || file.mediaType === 'application/pdf');
  const label = t('label', { name: file.name });
  const download = (
    <Button
      component="a"
      href={url}
      download={file.name}
      variant="default"
      size="xs"
      leftSection={<Icon name="download" size={16} />}
    >
      {t('download')}
    </Button>
  );
  if (!drawable) {
    return (
      <div className={css.slip}>
        <Empty icon="file" title={file.name} what={t(broken ? 'broken' : 'notDrawn')}>
          <span className={css.size}>{sizeText(file.size, locale)}</span>
          {url && download}
        </Empty>
      </div>
    );
  }
  const shown = { url, label, view, place: place.size, onBroken: () => setBroken(true) };
  return (
    <div className={css.slip}>
      <SlipBar view={view} pages={pages} onChange={setView}>
        <span className={css.name} title={file.name}>
          {file.name}
        </span>
        {download}
      </SlipBar>
      <section
        className={css.place}
        ref={place.ref}
        {...place.drag}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
      >
        {picture ? (
          <ImageSlip {...shown} />
        ) : (
          <Suspense fallback={<SkeletonRows rows={1} height={240} />}>
            <PdfSlip {...shown} onPages={setPages} />
          </Suspense>
        )}
      </section>
    </div>
  );
}
