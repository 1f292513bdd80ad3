export { Chart } from './Chart';
export { ChartSection } from './ChartSection';
export { type FigureRow, FigureTable } from './FigureTable';
export { gridWithLabels } from './looks';
