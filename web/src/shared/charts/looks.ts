// Colours and patterns of charts, as ECharts takes them. Every colour has at least 3 : 1 against the surface
// (WCAG 1.4.11), and series differ by pattern too, for who does not see colours apart.

export type Scheme = 'light' | 'dark';

const seriesColors: Record<Scheme, string[]> = {
  light: [
    '#3f5bd9',
    '#0b7f93',
    '#c2500a',
    '#9338ad',
    '#2b7d3c',
    '#c2255c',
    '#8a6100',
    '#4a6572',
    '#6b717e',
  ],
  dark: [
    '#8fa2f2',
    '#4cc3d6',
    '#f79a55',
    '#d38be4',
    '#72cf84',
    '#f28bb0',
    '#e3c04f',
    '#93b0be',
    '#9ba1ad',
  ],
};

const ink: Record<Scheme, string> = { light: '#5f6572', dark: '#9ba1ad' };
const text: Record<Scheme, string> = { light: '#1b1e25', dark: '#e3e5ea' };
const lines: Record<Scheme, string> = { light: '#ececef', dark: '#23262c' };
const surface: Record<Scheme, string> = { light: '#ffffff', dark: '#181a1f' };
const patternInk: Record<Scheme, string> = {
  light: 'rgb(255 255 255 / 42%)',
  dark: 'rgb(15 17 20 / 42%)',
};

const plain = { symbol: 'rect', color: 'transparent' };

/** The first series is plain: most charts have one, and it needs no pattern. */
function patterns(color: string) {
  const stripes = (rotation: number, dashArrayY: number[] = [2, 4]) => ({
    symbol: 'rect',
    color,
    dashArrayX: [1, 0],
    dashArrayY,
    rotation,
  });
  const dots = (symbolSize: number) => ({
    symbol: 'circle',
    color,
    symbolSize,
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [5, 0],
  });
  return [
    plain,
    stripes(-Math.PI / 4),
    dots(0.7),
    stripes(0),
    stripes(Math.PI / 4),
    stripes(Math.PI / 2),
    dots(0.4),
    stripes(-Math.PI / 4, [1, 2]),
    plain,
  ];
}

/** A grid of ECharts that fills the drawing up to its edges, the labels of its axes included. */
export const gridWithLabels = {
  left: 0,
  right: 8,
  top: 0,
  bottom: 10,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
} as const;

/** The look of every chart in a colour scheme. */
export function themeOf(scheme: Scheme) {
  const label = { color: ink[scheme], fontSize: 12 };
  const axis = {
    axisLine: { lineStyle: { color: lines[scheme] } },
    axisTick: { show: false },
    axisLabel: label,
    splitLine: { lineStyle: { color: lines[scheme] } },
  };
  return {
    darkMode: scheme === 'dark',
    color: seriesColors[scheme],
    textStyle: { fontFamily: "'Inter Variable', system-ui, sans-serif", color: text[scheme] },
    // The label is Chart's, in the person's language.
    aria: {
      enabled: true,
      label: { enabled: false },
      decal: { show: true, decals: patterns(patternInk[scheme]) },
    },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    legend: {
      textStyle: { color: text[scheme], fontSize: 12 },
      pageTextStyle: { color: ink[scheme] },
      pageIconColor: ink[scheme],
      pageIconInactiveColor: lines[scheme],
      inactiveColor: ink[scheme],
    },
    tooltip: {
      backgroundColor: surface[scheme],
      borderColor: lines[scheme],
      textStyle: { color: text[scheme], fontSize: 13 },
      axisPointer: {
        lineStyle: { color: ink[scheme] },
        shadowStyle: { color: scheme === 'dark' ? 'rgb(255 255 255 / 6%)' : 'rgb(16 18 27 / 5%)' },
      },
    },
    bar: { itemStyle: { borderColor: surface[scheme], borderWidth: 0.5 } },
  };
}
