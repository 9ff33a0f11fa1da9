import type { Wallboard } from '@aftercare/contract/analytics';
import type { EChartsCoreOption } from 'echarts/core';
import type { Look } from './Chart.tsx';

/** A token as SVG takes it: the browser looks it up, so themes and print need no second drawing. */
const ink = (name: string) => `var(--ac-${name})`;
const words = ({ text, font }: Look, color = 'ink-faint') => ({ color: ink(color), fontSize: Math.round(text * 0.8), fontFamily: font });
const axis = (look: Look) => ({ axisLine: { lineStyle: { color: ink('line-strong') } }, axisTick: { show: false }, axisLabel: words(look) });
const tooltip = (look: Look) => ({ trigger: 'axis' as const, backgroundColor: ink('raised'), borderColor: ink('line'), textStyle: { ...words(look, 'ink'), fontSize: Math.round(look.text * 0.85) }, axisPointer: { type: 'line' as const, lineStyle: { color: ink('line-strong') } } });
const frame = (look: Look, right = 0) => ({ left: 2, right: right || look.text * 0.6, top: look.text * 1.6, bottom: 2, outerBoundsMode: 'same' as const });
const still = { silent: false, emphasis: { disabled: true } };

export interface Names { readonly today: string; readonly usual: string; readonly arrivals: string; readonly solved: string; readonly late: string; readonly rating: string }

/** Requests by hour, today as bars from zero, the usual course as a dashed line with its name at the end. */
export function hoursOption({ byHour }: Pick<Wallboard, 'byHour'>, now: number, names: Names, look: Look): EChartsCoreOption {
  return {
    grid: frame(look, look.text * 4.6), tooltip: tooltip(look),
    xAxis: { type: 'category', data: byHour.map((one) => `${one.hour}:00`), ...axis(look), axisLabel: { ...words(look), interval: look.narrow ? 5 : 2, formatter: (hour: string) => hour.replace(':00', '') } },
    yAxis: { type: 'value', min: 0, minInterval: 1, splitNumber: 3, ...axis(look), axisLine: { show: false }, splitLine: { lineStyle: { color: ink('line') } } },
    series: [
      { name: names.today, type: 'bar', barCategoryGap: '20%', data: byHour.map((one) => (one.hour <= now ? one.arrivals : null)), itemStyle: { color: ink('accent'), borderRadius: [2, 2, 0, 0] }, ...still },
      { name: names.usual, type: 'line', smooth: 0.3, showSymbol: false, data: byHour.map((one) => Math.round(one.usualArrivals * 10) / 10), lineStyle: { color: ink('ink'), width: 2, type: [5, 4] }, itemStyle: { color: ink('ink') },
        endLabel: { show: true, ...words(look, 'ink-soft'), formatter: '{a}' }, ...still },
    ],
  };
}

const dayAxis = (board: Pick<Wallboard, 'byDay'>, day: (date: string) => string, look: Look) => ({ type: 'category' as const, data: board.byDay.map((one) => day(one.day)), ...axis(look), axisLabel: { ...words(look), interval: look.narrow ? 5 : 2 } });

/** In and out by day: two lines, told apart by stroke and by the name at their end. */
export function flowOption(board: Pick<Wallboard, 'byDay'>, day: (date: string) => string, names: Names, look: Look): EChartsCoreOption {
  const days = board.byDay.slice(0, -1);
  const [inLast = 0, outLast = 0] = [days.at(-1)?.arrivals, days.at(-1)?.solved];
  const line = (name: string, values: readonly number[], color: string, type: 'solid' | number[], offset: number) => ({
    name, type: 'line', data: values, showSymbol: false, lineStyle: { color: ink(color), width: 2.5, type }, itemStyle: { color: ink(color) },
    endLabel: { show: true, ...words(look, color), fontWeight: 600, formatter: '{a}', offset: [0, offset] }, ...still,
  });
  return {
    grid: frame(look, look.text * 4.6), tooltip: tooltip(look), xAxis: { ...dayAxis({ byDay: days }, day, look), boundaryGap: false },
    yAxis: { type: 'value', min: 0, minInterval: 1, splitNumber: 3, ...axis(look), axisLine: { show: false }, splitLine: { lineStyle: { color: ink('line') } } },
    series: [
      line(names.arrivals, days.map((one) => one.arrivals), 'ink', [5, 4], inLast >= outLast ? -look.text * 0.45 : look.text * 0.45),
      line(names.solved, days.map((one) => one.solved), 'accent', 'solid', inLast >= outLast ? look.text * 0.45 : -look.text * 0.45),
    ],
  };
}

/** Missed promises by day, from zero; today lighter, for it is not over. */
export function lateOption(board: Pick<Wallboard, 'byDay'>, day: (date: string) => string, names: Names, look: Look): EChartsCoreOption {
  const last = board.byDay.length - 1;
  return {
    grid: frame(look), tooltip: tooltip(look), xAxis: dayAxis(board, day, look),
    yAxis: { type: 'value', min: 0, minInterval: 1, splitNumber: 3, ...axis(look), axisLine: { show: false }, splitLine: { lineStyle: { color: ink('line') } } },
    series: [{
      name: names.late, type: 'bar', barCategoryGap: '25%', data: board.byDay.map((one, at) => ({ value: one.breached, itemStyle: { color: ink('late'), opacity: at === last ? 0.55 : 1, borderRadius: [2, 2, 0, 0] } })),
      label: { show: !look.narrow, position: 'top', ...words(look, 'ink-soft') }, ...still,
    }],
  };
}

/** Ratings by day on the whole scale from 1 to 5; days without ratings are gaps. */
export function ratingOption(board: Pick<Wallboard, 'byDay'>, day: (date: string) => string, names: Names, look: Look): EChartsCoreOption {
  const last = board.byDay.findLastIndex((one) => one.satisfaction !== null);
  return {
    grid: frame(look), tooltip: tooltip(look), xAxis: { ...dayAxis(board, day, look), boundaryGap: true },
    yAxis: { type: 'value', min: 1, max: 5, interval: 1, ...axis(look), axisLine: { show: false }, splitLine: { lineStyle: { color: ink('line') } } },
    series: [{
      name: names.rating, type: 'line', connectNulls: false, symbol: 'circle', symbolSize: look.text * 0.5, data: board.byDay.map((one) => one.satisfaction), lineStyle: { color: ink('accent'), width: 2.5 }, itemStyle: { color: ink('accent') },
      label: { show: true, position: 'bottom', ...words(look, 'ink'), fontWeight: 600, formatter: ({ dataIndex, value }: { dataIndex: number; value: number }) => (dataIndex === last ? value.toFixed(1) : '') }, ...still,
    }],
  };
}
