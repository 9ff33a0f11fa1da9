import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// Only what these charts draw with; SVG because it prints sharp and takes our tokens as they are, in light, dark and on paper.
use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

export { init };
