/** How a slip is looked at. `zoom` 1 fits it into its place. */
export interface View {
  zoom: number;
  /** Degrees clockwise. */
  rotation: 0 | 90 | 180 | 270;
  /** Of a PDF, from 1. */
  page: number;
}

export const FIRST_VIEW: View = { zoom: 1, rotation: 0, page: 1 };
const STEP = 1.25;
const SMALLEST = 0.5;
const LARGEST = 6;

export const zoomed = (view: View, direction: 1 | -1): View => ({
  ...view,
  zoom: Math.min(LARGEST, Math.max(SMALLEST, view.zoom * STEP ** direction)),
});

export const rotated = (view: View): View => ({
  ...view,
  rotation: ((view.rotation + 90) % 360) as View['rotation'],
});

/** The scale at which something of this size, turned, fits into a place; never larger than twice itself. */
export function fitting(
  size: { width: number; height: number },
  place: { width: number; height: number },
  rotation: View['rotation'],
): number {
  const [width, height] = rotation % 180 === 0 ? [size.width, size.height] : [size.height, size.width];
  if (!width || !height || !place.width || !place.height) return 1;
  return Math.min(place.width / width, place.height / height, 2);
}
