import { useState } from 'react';
import css from './slip.module.css';
import type { usePlace } from './use-place.ts';
import { fitting, type View } from './view.ts';

interface Props {
  url: string;
  label: string;
  view: View;
  place: ReturnType<typeof usePlace>['size'];
  onBroken: () => void;
}

/** A picture, turned and enlarged by style alone. */
export function ImageSlip({ url, label, view, place, onBroken }: Props) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const scale = fitting(size, place, view.rotation) * view.zoom;
  const turned = view.rotation % 180 !== 0;
  const width = size.width * scale;
  const height = size.height * scale;
  return (
    <div className={css.sheet} style={{ width: turned ? height : width, height: turned ? width : height }}>
      <img
        className={css.image}
        src={url}
        alt={label}
        draggable={false}
        onLoad={({ currentTarget }) =>
          setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
        }
        onError={onBroken}
        style={{ width, height, transform: `translate(-50%, -50%) rotate(${view.rotation}deg)` }}
      />
    </div>
  );
}
