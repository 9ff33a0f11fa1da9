import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef } from 'react';

/** Type and lines of a chart at the size of its panel: `text` is the panel's own type in pixels. */
export interface Look { readonly text: number; readonly font: string; readonly narrow: boolean }
interface Props { readonly label: string; readonly option: (look: Look) => EChartsCoreOption }

/** A chart that fills its box. The library comes when the first one is drawn; until then the box keeps its size. */
export function Chart({ label, option }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const latest = useRef(option);
  latest.current = option;
  const draw = () => {
    const element = box.current;
    if (!element || !chart.current) return;
    const style = getComputedStyle(element);
    chart.current.setOption({ animation: false, ...latest.current({ text: Number.parseFloat(style.fontSize), font: style.fontFamily, narrow: element.clientWidth < 420 }) }, { notMerge: true });
  };
  useEffect(() => {
    let over = false;
    const watch = new ResizeObserver(() => { chart.current?.resize(); draw(); });
    void import('./engine.ts').then(({ init }) => {
      if (over || !box.current) return;
      chart.current = init(box.current, null, { renderer: 'svg' });
      draw();
      watch.observe(box.current);
    });
    return () => { over = true; watch.disconnect(); chart.current?.dispose(); chart.current = null; };
  }, []);
  useEffect(draw, [option]);
  return <div ref={box} className="wb-chart" role="img" aria-label={label} />;
}
