import { useEffect, useRef, useState } from 'react';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { openPdf, type PDFDocumentProxy } from './pdf.ts';
import css from './slip.module.css';
import type { usePlace } from './use-place.ts';
import { fitting, type View } from './view.ts';

/** A canvas above this many pixels stays empty in some browsers. */
const LARGEST_CANVAS_PIXELS = 16_000_000;

interface Props {
  url: string;
  label: string;
  view: View;
  place: ReturnType<typeof usePlace>['size'];
  onPages: (pages: number) => void;
  onBroken: () => void;
}

/** One page of a PDF on a canvas. */
export default function PdfSlip({ url, label, view, place, onPages, onBroken }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const tell = useRef({ onPages, onBroken });
  tell.current = { onPages, onBroken };
  const [pdf, setPdf] = useState<PDFDocumentProxy>();
  const [drawn, setDrawn] = useState(0);
  useEffect(() => {
    let left = false;
    const opened = openPdf(url);
    opened.document.then(
      (document) => {
        if (left) return;
        tell.current.onPages(document.numPages);
        setPdf(document);
      },
      () => left || tell.current.onBroken(),
    );
    return () => {
      left = true;
      opened.close();
    };
  }, [url]);
  const { width, height } = place;
  const { page, rotation, zoom } = view;
  const ready = width > 0 && height > 0;
  useEffect(() => {
    if (!pdf || !ready) return;
    let stop = () => {};
    let left = false;
    void (async () => {
      const sheet = await pdf.getPage(page);
      const whole = sheet.getViewport({ scale: 1, rotation: (sheet.rotate + rotation) % 360 });
      const scale = fitting(whole, { width, height }, 0) * zoom;
      const shown = { width: whole.width * scale, height: whole.height * scale };
      const most = Math.sqrt(LARGEST_CANVAS_PIXELS / (shown.width * shown.height));
      const ratio = Math.min(globalThis.devicePixelRatio || 1, most);
      const element = canvas.current;
      if (left || !element) return;
      // Drawn aside first: the one on screen never goes blank while a page is drawn.
      const aside = document.createElement('canvas');
      const viewport = sheet.getViewport({ scale: scale * ratio, rotation: (sheet.rotate + rotation) % 360 });
      aside.width = Math.ceil(viewport.width);
      aside.height = Math.ceil(viewport.height);
      const drawing = sheet.render({ canvas: aside, viewport });
      stop = () => drawing.cancel();
      await drawing.promise;
      if (left) return;
      element.width = aside.width;
      element.height = aside.height;
      element.style.width = `${shown.width}px`;
      element.style.height = `${shown.height}px`;
      element.getContext('2d')?.drawImage(aside, 0, 0);
      setDrawn(page);
    })().catch(() => left || tell.current.onBroken());
    return () => {
      left = true;
      stop();
    };
  }, [pdf, ready, width, height, page, rotation, zoom]);
  return (
    <>
      {drawn === 0 && <SkeletonRows rows={1} height={240} />}
      <canvas
        ref={canvas}
        className={css.canvas}
        role="img"
        aria-label={label}
        data-drawn={drawn}
        hidden={!drawn}
      />
    </>
  );
}
