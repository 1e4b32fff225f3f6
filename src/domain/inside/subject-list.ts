import { add, compare, type Count } from '../count';
import type { SubjectRow } from './subjects';

/** Subjects in the order of their characters, and how many messages each has: what lies under a token stands together. */
export interface SubjectList {
  readonly subjects: readonly string[];
  readonly counts: readonly Count[];
}

export function subjectList(entries: readonly (readonly [subject: string, messages: Count])[]): SubjectList {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { subjects: sorted.map(([subject]) => subject), counts: sorted.map(([, messages]) => messages) };
}

/** What is listed under some tokens: one row for each next token. */
export interface Branch {
  readonly rows: readonly SubjectRow[];
  readonly subjects: number;
  readonly messages: Count;
}

/** The next tokens under `under`; the subject that is `under` itself is not among them. */
export function branchOf({ subjects, counts }: SubjectList, under: string): Branch {
  const prefix = under === '' ? '' : `${under}.`;
  const rows = new Map<string, { own: Count | null; below: number; messages: Count }>();
  let total: Count = 0;
  let found = 0;
  for (let index = prefix === '' ? 0 : lowerBound(subjects, prefix); index < subjects.length; index += 1) {
    const subject = subjects[index] ?? '';
    if (!subject.startsWith(prefix)) break;
    const messages = counts[index] ?? 0;
    const end = subject.indexOf('.', prefix.length);
    const token = end < 0 ? subject.slice(prefix.length) : subject.slice(prefix.length, end);
    const row = rows.get(token) ?? { own: null, below: 0, messages: 0 };
    if (end < 0) row.own = messages;
    else row.below += 1;
    row.messages = add(row.messages, messages);
    rows.set(token, row);
    total = add(total, messages);
    found += 1;
  }
  return {
    rows: [...rows].map(([label, row]) => ({ label, path: `${prefix}${label}`, ...row })),
    subjects: found,
    messages: total,
  };
}

/** Whole subjects under `under` that hold the text, in any case. */
export function searchSubjects({ subjects, counts }: SubjectList, under: string, text: string): Branch {
  const prefix = under === '' ? '' : `${under}.`;
  const needle = text.toLowerCase();
  const rows: SubjectRow[] = [];
  let total: Count = 0;
  for (const [index, subject] of subjects.entries()) {
    if (!subject.startsWith(prefix) || !subject.toLowerCase().includes(needle)) continue;
    const messages = counts[index] ?? 0;
    rows.push({ label: subject, path: subject, own: messages, below: 0, messages });
    total = add(total, messages);
  }
  return { rows, subjects: rows.length, messages: total };
}

export function sortBranch(branch: Branch, sort: 'name' | 'messages'): Branch {
  const byName = (a: SubjectRow, b: SubjectRow) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
  const byMessages = (a: SubjectRow, b: SubjectRow) => compare(b.messages, a.messages) || byName(a, b);
  return { ...branch, rows: [...branch.rows].sort(sort === 'name' ? byName : byMessages) };
}

/** Index of the first that is not less. */
function lowerBound(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
