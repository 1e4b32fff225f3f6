/** Size of the chart and of what surrounds its lines (px). */
export const chartHeight = 224;
export const plot = { top: 10, right: 8, bottom: 22, left: 52 } as const;

/** Where a value stands (px from the top). */
export function heightOf(value: number, top: number): number {
  return plot.top + (1 - value / top) * (chartHeight - plot.top - plot.bottom);
}
