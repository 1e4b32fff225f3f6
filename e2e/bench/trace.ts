/** Events of a Chromium trace, as far as they are read here. Times in us. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
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
  return tasksOf(mainThread(trace)).map(cpu);
}

/**
 * What the main thread did for each frame (ms of CPU time): all of its tasks from the one that makes the frame to the next
 * such one; script, layout and paint, and whatever else came in between.
 */
export function mainThreadFrames(trace: Buffer): readonly number[] {
  const events = mainThread(trace);
  const starts = events.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts);
  const frames: number[] = [];
  let next = 0;
  for (const task of tasksOf(events)) {
    const end = task.ts + (task.dur ?? 0);
    let begins = false;
    while (next < starts.length && (starts[next] ?? 0) <= end) {
      begins ||= (starts[next] ?? 0) >= task.ts;
      next += 1;
    }
    if (begins) frames.push(0);
    if (frames.length > 0) frames[frames.length - 1] = (frames.at(-1) ?? 0) + cpu(task);
  }
  return frames;
}

/** Complete events of the page's main thread. */
function mainThread(trace: Buffer): readonly TraceEvent[] {
  const { traceEvents: events } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const renderers = events
    .filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) => events.filter((event) => event.ph === 'X' && event.pid === pid && event.tid === tid))
    .map((own) => ({ own, work: sum(tasksOf(own).map(cpu)) }));
  const [busiest] = renderers.sort((a, b) => b.work - a.work);
  if (busiest === undefined || busiest.work === 0) throw new Error('the trace has no task of a main thread');
  return busiest.own;
}

/** In order. Of tasks that are told twice, by two categories of the trace, the outer one. */
function tasksOf(events: readonly TraceEvent[]): readonly TraceEvent[] {
  let end = 0;
  return events
    .filter(isTask)
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter(({ ts, dur = 0 }) => {
      if (ts < end) return false;
      end = ts + dur;
      return true;
    });
}

const cpu = ({ tdur, dur }: TraceEvent) => (tdur ?? dur ?? 0) / 1000;

function isTask({ name }: TraceEvent): boolean {
  return name === 'ThreadControllerImpl::RunTask' || name === 'RunTask';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
