import type { WhatsAppLink } from '../../../../http/contract/console.ts';
import css from './whatsapp.module.css';

/** Light modules a reader needs around the picture. */
const QUIET = 4;

/** Dark on light in either appearance: readers expect it so. */
export function QrPicture({ qr, label }: { qr: NonNullable<WhatsAppLink['qr']>; label: string }) {
  const side = qr.size + 2 * QUIET;
  return (
    <svg
      className={css.qr}
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
