/** Events of a Chromium trace, as far as they are read here. Times in us. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** CPU time of the thread; missing where the platform has no clock for it. */
  readonly tdur?: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * How long each task of the page's main thread ran (ms of CPU time, so that other processes of a small machine do not
 * count). Of the renderer that worked most: others belong to empty tabs.
 */
export function mainThreadTasks(trace: Buffer): readonly number[] {
  const { traceEvents: events } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const renderers = events
    .filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) =>
      events
        .filter((event) => event.ph === 'X' && event.pid === pid && event.tid === tid && isTask(event))
        .map(({ tdur, dur }) => (tdur ?? dur ?? 0) / 1000),
    );
  const [busiest] = renderers.sort((a, b) => sum(b) - sum(a));
  if (busiest === undefined || busiest.length === 0) throw new Error('the trace has no task of a main thread');
  return busiest;
}

function isTask({ name }: TraceEvent): boolean {
  return name === 'ThreadControllerImpl::RunTask' || name === 'RunTask';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
