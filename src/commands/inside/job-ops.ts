import type { JobId, JobNews, JobOrder } from '../../domain/inside/client-ops';
import type { InsideFailure } from '../../domain/inside/ops';
import { ok, type Result } from '../../lib/result';
import type { PipeDeps } from '../deps';
import { backupJob } from './backup';
import { Jobs, type Begin } from './jobs';
import { keysJob } from './keys';
import { downloadJob, uploadJob } from './objects';
import { publishMany } from './publish';
import { restoreJob } from './restore';

/** The jobs of each session. They end with the connections that they go over. */
const sessions = new WeakMap<PipeDeps, Jobs>();

function jobsOf(deps: PipeDeps): Jobs {
  const jobs = sessions.get(deps) ?? new Jobs(deps.clock);
  sessions.set(deps, jobs);
  return jobs;
}

export function startJob(deps: PipeDeps, order: JobOrder): Result<JobId, InsideFailure> {
  const begin = beginOf(deps, order);
  return begin.ok ? ok(jobsOf(deps).start(begin.value)) : begin;
}

export async function readJob(
  deps: PipeDeps,
  { job, after }: { readonly job: JobId; readonly after: number },
  signal: AbortSignal,
): Promise<Result<JobNews | null, InsideFailure>> {
  return ok(await jobsOf(deps).read(job, after, signal));
}

export function stopJob(deps: PipeDeps, job: JobId): Result<null, InsideFailure> {
  jobsOf(deps).stop(job);
  return ok(null);
}

function beginOf(deps: PipeDeps, order: JobOrder): Result<Begin, InsideFailure> {
  switch (order.kind) {
    case 'publishMany':
      return publishMany(deps, order.args);
    case 'keys':
      return keysJob(deps, order.args);
    case 'upload':
      return uploadJob(deps, order.args);
    case 'download':
      return downloadJob(deps, order.args);
    case 'backup':
      return backupJob(deps, order.args);
    case 'restore':
      return restoreJob(deps, order.args);
  }
}
