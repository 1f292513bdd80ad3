// Only what the app draws; loaded with the first chart, never with the entry.
import { BarChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

/** An empty drawing that fills the element. Registering is for once, and costs nothing later. */
export function makeDrawing(host: HTMLElement, theme: object): EChartsType {
  use([
    AriaComponent,
    BarChart,
    GridComponent,
    LegendComponent,
    LineChart,
    SVGRenderer,
    TooltipComponent,
  ]);
  return init(host, theme, { renderer: 'svg' });
}
