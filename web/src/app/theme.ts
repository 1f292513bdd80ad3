import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#f0f3ff',
  '#e0e6fd',
  '#c2cdf9',
  '#9fb0f4',
  '#7d93ee',
  '#6079e6',
  '#4c67de',
  '#3f5bd9',
  '#344cba',
  '#2a3e99',
];

const gray: MantineColorsTuple = [
  '#fafafb',
  '#f4f4f6',
  '#ececef',
  '#e1e2e6',
  '#cdcfd6',
  '#a5a9b4',
  '#6b717e',
  '#585e6b',
  '#3b404b',
  '#1b1e25',
];

const dark: MantineColorsTuple = [
  '#e3e5ea',
  '#bcc0c9',
  '#9ba1ad',
  '#6d7380',
  '#353941',
  '#282b32',
  '#1e2126',
  '#15171b',
  '#0f1114',
  '#0a0b0d',
];

/** One radius for controls, a larger one for what holds them. */
const control = { radius: 'sm' };

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  colors: { brand, gray, dark },
  black: '#1b1e25',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.45' },
  headings: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.45' },
    },
  },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  shadows: {
    xs: '0 1px 2px rgb(16 18 27 / 6%)',
    sm: '0 1px 3px rgb(16 18 27 / 8%), 0 1px 2px rgb(16 18 27 / 4%)',
    md: '0 4px 16px rgb(16 18 27 / 10%), 0 1px 3px rgb(16 18 27 / 6%)',
    lg: '0 12px 32px rgb(16 18 27 / 14%), 0 2px 6px rgb(16 18 27 / 6%)',
    xl: '0 20px 56px rgb(16 18 27 / 18%), 0 4px 12px rgb(16 18 27 / 8%)',
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Plain objects: naming the components here would pull every one of them into the first load.
  components: {
    ActionIcon: {
      defaultProps: { ...control, variant: 'subtle', color: 'gray' },
    },
    Alert: { defaultProps: { radius: 'md', variant: 'light' } },
    Anchor: { defaultProps: { underline: 'hover' } },
    Badge: {
      defaultProps: { variant: 'light', radius: 'sm', size: 'md', tt: 'none', fw: 500 },
    },
    Button: { defaultProps: { ...control, fw: 550 } },
    Checkbox: { defaultProps: { radius: 'xs', size: 'xs' } },
    // Hundreds of time zones in a closed list would make every key stroke of a form slow.
    Combobox: { defaultProps: { keepMounted: false } },
    // As a dialog's: its <header> would be a second banner.
    Drawer: { defaultProps: { radius: 0, attributes: { header: { role: 'none' } } } },
    // A chosen name may be longer than its field.
    Input: { defaultProps: control, styles: { input: { textOverflow: 'ellipsis' } } },
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
    },
    TextInput: { defaultProps: control },
    PasswordInput: { defaultProps: control },
    NumberInput: { defaultProps: control },
    Textarea: { defaultProps: { ...control, autosize: true, minRows: 3 } },
    // The lines between the labels leave too little room around them.
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    Select: {
      defaultProps: { ...control, checkIconPosition: 'right', maxDropdownHeight: 280 },
    },
    Menu: {
      defaultProps: {
        shadow: 'md',
        radius: 'md',
        transitionProps: { transition: 'pop', duration: 100 },
        // The first item has the focus, not a nameless place before it.
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { shadow: 'md', radius: 'md' } },
    Modal: {
      defaultProps: {
        radius: 'lg',
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120 },
        // Its <header> would be a second banner beside the app's own on phones.
        attributes: { header: { role: 'none' } },
      },
    },
    Paper: { defaultProps: { radius: 'md' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 'xs' } },
  },
});

/** Of the dark scheme: Mantine's own light variants are solid and glare. A veil of the colour, and its pale shade as text. */
const veils = Object.fromEntries(
  Object.entries({
    red: '255 107 107',
    orange: '255 146 43',
    yellow: '252 196 25',
    green: '81 207 102',
    teal: '32 201 151',
    blue: '51 154 240',
    grape: '204 93 232',
  }).flatMap(([color, rgb]) => [
    [`--mantine-color-${color}-light`, `rgb(${rgb} / 15%)`],
    [`--mantine-color-${color}-light-hover`, `rgb(${rgb} / 22%)`],
    [`--mantine-color-${color}-light-color`, `var(--mantine-color-${color}-2)`],
  ]),
);

/** Mantine's own grey text, placeholders and light badges fail WCAG 1.4.3; these pass with at least 4.5 : 1. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--sidebar-width': '244px',
    '--sidebar-width-small': '60px',
    '--topbar-height': '52px',
  },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b1e25',
    '--mantine-color-dimmed': '#5f6572',
    '--mantine-color-placeholder': '#6b717e',
    '--mantine-color-error': '#c42b2b',
    '--mantine-color-default-border': '#dddfe4',
    '--mantine-color-anchor': '#344cba',
    '--mantine-color-gray-light-color': '#4a505c',
    '--mantine-color-brand-light-color': '#2f46ae',
    '--mantine-color-orange-light-color': '#9a3b00',
    '--mantine-color-yellow-light-color': '#7d5200',
    '--mantine-color-teal-light-color': '#0a6149',
    '--mantine-color-green-light-color': '#1c6428',
    '--mantine-color-red-light-color': '#ad2424',
    '--mantine-color-blue-light-color': '#14599a',
    '--mantine-color-grape-light-color': '#86259c',
    '--surface': '#ffffff',
    '--surface-sunken': '#fafafb',
    '--surface-hover': '#f4f4f6',
    '--surface-active': '#ebecf0',
    '--border-subtle': '#ececef',
    '--icon-dimmed': '#6b717e',
  },
  dark: {
    ...veils,
    '--mantine-color-body': '#131519',
    '--mantine-color-text': '#e3e5ea',
    '--mantine-color-dimmed': '#9ba1ad',
    '--mantine-color-placeholder': '#8b919e',
    '--mantine-color-error': '#ff8585',
    '--mantine-color-default': '#1a1d22',
    '--mantine-color-default-hover': '#22252b',
    '--mantine-color-default-border': '#2e3138',
    '--mantine-color-anchor': '#9fb0f4',
    '--mantine-color-gray-light': 'rgb(155 161 173 / 14%)',
    '--mantine-color-gray-light-color': '#c3c7d0',
    '--mantine-color-brand-light': 'rgb(96 121 230 / 18%)',
    '--mantine-color-brand-light-color': '#b3c1f8',
    '--surface': '#181a1f',
    '--surface-sunken': '#0f1114',
    '--surface-hover': '#1d2025',
    '--surface-active': '#25282f',
    '--border-subtle': '#23262c',
    '--icon-dimmed': '#8b919e',
  },
});
