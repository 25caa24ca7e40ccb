import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const teal: MantineColorsTuple = [
  '#f0fdfa',
  '#ccfbf1',
  '#99f6e4',
  '#5eead4',
  '#2dd4bf',
  '#14b8a6',
  '#0d9488',
  '#0f766e',
  '#115e59',
  '#134e4a',
];
const gray: MantineColorsTuple = [
  '#fafaf9',
  '#f5f5f4',
  '#e7e5e4',
  '#d6d3d1',
  '#a8a29e',
  '#78716c',
  '#57534e',
  '#44403c',
  '#292524',
  '#1c1917',
];
const dark: MantineColorsTuple = [
  '#e7e5e4',
  '#d6d3d1',
  '#b5afaa',
  '#8f8984',
  '#57524e',
  '#403c39',
  '#302d2a',
  '#1f1d1b',
  '#181614',
  '#11100e',
];
/** Overdue, and whatever else asks for attention without being a failure. */
const amber: MantineColorsTuple = [
  '#fffbeb',
  '#fef3c7',
  '#fde68a',
  '#fcd34d',
  '#fbbf24',
  '#f59e0b',
  '#d97706',
  '#92400e',
  '#78350f',
  '#5c2a0b',
];

const red: MantineColorsTuple = [
  '#fef2f2',
  '#fee2e2',
  '#fecaca',
  '#fca5a5',
  '#f87171',
  '#ef4444',
  '#dc2626',
  '#b91c1c',
  '#991b1b',
  '#7f1d1d',
];

/** Prefix of the variable that colours the text of a variant. */
const TEXT_OF: Record<string, string> = { filled: 'on', light: 'text', subtle: 'text', outline: 'text' };

/** Teal for what can be done, warm greys, amber for overdue; red only for destroying and failing. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  colors: { teal, gray, dark, amber, red },
  autoContrast: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  shadows: {
    xs: 'none',
    sm: '0 1px 2px rgb(28 25 23 / 6%), 0 4px 16px rgb(28 25 23 / 8%)',
    md: '0 1px 2px rgb(28 25 23 / 6%), 0 4px 16px rgb(28 25 23 / 8%)',
    lg: '0 1px 2px rgb(28 25 23 / 6%), 0 4px 16px rgb(28 25 23 / 8%)',
    xl: '0 1px 2px rgb(28 25 23 / 6%), 0 4px 16px rgb(28 25 23 / 8%)',
  },
  fontSizes: { xs: '12px', sm: '14px', md: '15px', lg: '17px', xl: '20px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  // As plain objects: naming the components themselves would load them with the first page.
  components: {
    Badge: { styles: { root: { textTransform: 'none' } } },
    Modal: { styles: { title: { fontWeight: 650, fontSize: '17px' } } },
    Drawer: { styles: { title: { fontWeight: 650, fontSize: '17px' } } },
  },
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    const color = input.color ?? input.theme.primaryColor;
    if (!(color in input.theme.colors)) return colors;
    // Mantine looks at the light scheme alone when it chooses the text of a filled button, and its `light`
    // text is one shade too pale on its own background: both miss AA.
    const name = TEXT_OF[input.variant];
    return name ? { ...colors, color: `var(--${name}-${color}, ${colors.color})` } : colors;
  },
});

/** Colours of text that hold AA (4.5:1) on page, card and their own light background. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--row-height': '40px' },
  light: {
    '--mantine-color-body': '#ffffff',
    '--page': '#faf9f7',
    '--card': '#ffffff',
    '--line': '#e7e5e4',
    '--hover': '#f5f5f4',
    '--chosen': '#e6f5f2',
    '--mantine-color-text': '#1c1917',
    '--mantine-color-dimmed': '#57534e',
    '--mantine-color-placeholder': '#6b6560',
    '--mantine-color-error': '#b91c1c',
    '--mantine-color-anchor': '#0f766e',
    '--on-teal': '#ffffff',
    '--on-red': '#ffffff',
    '--on-amber': '#ffffff',
    '--on-gray': '#ffffff',
    '--text-teal': '#0f665f',
    '--text-amber': '#854d0e',
    '--text-red': '#b91c1c',
    '--text-gray': '#44403c',
    '--text-green': '#166534',
    '--text-blue': '#1e4fa3',
  },
  dark: {
    '--mantine-color-body': '#1f1d1b',
    '--page': '#181614',
    '--card': '#1f1d1b',
    '--line': '#403c39',
    '--hover': '#2a2725',
    '--chosen': '#143330',
    '--mantine-color-text': '#e7e5e4',
    '--mantine-color-dimmed': '#b5afaa',
    '--mantine-color-placeholder': '#a19a95',
    '--mantine-color-error': '#fca5a5',
    '--mantine-color-anchor': '#2dd4bf',
    '--on-teal': '#052e2b',
    '--on-red': '#350808',
    '--on-amber': '#331d02',
    '--on-gray': '#1c1917',
    '--text-teal': '#5eead4',
    '--text-amber': '#fcd34d',
    '--text-red': '#fca5a5',
    '--text-gray': '#d6d3d1',
    '--text-green': '#86efac',
    '--text-blue': '#a5c8ff',
  },
});
