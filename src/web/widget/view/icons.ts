const SVG = 'http://www.w3.org/2000/svg';

/** Strokes on a 24-unit grid, one set, drawn for Sapa. */
const PATHS = {
  chat: [
    'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z',
    'M8.5 10.2c1 1.7 6 1.7 7 0',
  ],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  menu: ['M5 12h.01', 'M12 12h.01', 'M19 12h.01'],
  send: ['M12 19V5', 'M6 11l6-6 6 6'],
  attach: [
    'M19.5 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-8 8a1.6 1.6 0 0 1-2.2-2.2l7.2-7.2',
  ],
  file: ['M7 3.5h6.5L18 8v12.5H7z', 'M13.5 3.5V8H18'],
  restart: ['M5 12a7 7 0 1 0 2.2-5.1', 'M5 4.5v4h4'],
  down: ['M12 5v14', 'M6 13l6 6 6-6'],
  check: ['M5 12.5l4.5 4.5L19 7.5'],
  clock: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z', 'M12 8v4.5l3 1.5'],
  alert: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z', 'M12 8v4.5', 'M12 15.8h.01'],
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon; the words beside it or on its button say what it means. */
export function icon(name: IconName, size = 20): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({
    viewBox: '0 0 24 24',
    width: String(size),
    height: String(size),
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': name === 'menu' ? '3' : '1.8',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
    focusable: 'false',
  })) {
    svg.setAttribute(key, value);
  }
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
