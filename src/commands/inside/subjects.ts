import { isSubject } from '../../domain/asset-config/subjects';
import { streamPlace, type StreamPlace } from '../../domain/ids';
import { branchOf, searchSubjects, sortBranch, subjectList, type SubjectList } from '../../domain/inside/subject-list';
import type { SubjectsPage, SubjectsRequest } from '../../domain/inside/subjects';
import type { InsideFailure } from '../../domain/inside/ops';
import type { LocalMs } from '../../domain/time';
import { err, ok, type Result } from '../../lib/result';
import { subjectsReply, type SubjectsReply } from '../../wire/ops/stream-inside';
import type { PipeDeps } from '../deps';
import type { Senders } from '../senders';
import { askApi } from './ask';

/** A page of 100,000 subjects is some 4 MB, and the server makes it anew for each (ms). */
const pageDeadline = 20_000;
/** Pages of 100,000 subjects that are read at most. */
const mostPages = 10;
/** Lists that are kept: the one that is looked at, and the one before. */
const mostKept = 2;
/** Rows of one answer. */
const mostRows = 1000;

interface Known {
  readonly list: SubjectList;
  readonly total: number;
  readonly asOf: LocalMs;
}

const kept = new WeakMap<Senders, Map<string, Known>>();

/** A part of the tree of subjects. The list itself, which may be long, stays here. */
export async function subjects(
  deps: PipeDeps,
  request: SubjectsRequest,
  signal: AbortSignal,
): Promise<Result<SubjectsPage, InsideFailure>> {
  const { stream, filter, under, search, sort, offset, limit, notBefore } = request;
  if (!isSubject(filter)) return err({ kind: 'unsendable' });
  const lists = kept.get(deps.senders) ?? new Map<string, Known>();
  kept.set(deps.senders, lists);
  const key = `${stream}\n${filter}`;
  const last = lists.get(key);
  const read =
    last !== undefined && last.asOf >= notBefore ? ok(last) : await readAll(deps, streamPlace(stream), filter, signal);
  if (!read.ok) return read;
  lists.delete(key);
  lists.set(key, read.value);
  for (const old of [...lists.keys()].slice(0, -mostKept)) lists.delete(old);
  const { list, total, asOf } = read.value;
  const branch = sortBranch(search === '' ? branchOf(list, under) : searchSubjects(list, under, search), sort);
  return ok({
    rows: branch.rows.slice(offset, offset + Math.min(limit, mostRows)),
    count: branch.rows.length,
    subjects: branch.subjects,
    messages: branch.messages,
    total,
    read: list.subjects.length,
    asOf,
  });
}

async function readAll(
  deps: PipeDeps,
  place: StreamPlace,
  filter: string,
  signal: AbortSignal,
): Promise<Result<Known, InsideFailure>> {
  const tokens = ['STREAM', 'INFO', place.name];
  const entries: (readonly [string, SubjectsReply['subjects'][number][1]])[] = [];
  let total = 0;
  for (let page = 0; page < mostPages; page += 1) {
    if (signal.aborted) return err({ kind: 'aborted' });
    const body = JSON.stringify({ subjects_filter: filter, ...(page === 0 ? {} : { offset: entries.length }) });
    const answer = await askApi(deps, place, tokens, body, subjectsReply, pageDeadline);
    if (!answer.ok) return answer;
    total = answer.value.total;
    for (const entry of answer.value.subjects) entries.push(entry);
    if (answer.value.subjects.length === 0 || entries.length >= total) break;
  }
  // Between two pages a subject may have come or gone: each counts once.
  return ok({ list: subjectList([...new Map(entries)]), total, asOf: deps.clock.now() });
}
