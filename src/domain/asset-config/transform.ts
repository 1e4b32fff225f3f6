import type { Version } from '../version';
import { knows } from './release';

/*
 * Subject transforms as nats-server checks them (2.15: `subject_transform.go`, `ValidateMapping`, `NewSubjectTransform`).
 */

/** What is wrong with a transform; `token` is the part of the destination at fault. */
export type TransformFault =
  | { readonly kind: 'badDestination' | 'unknownFunction' | 'badArguments' | 'noSuchWildcard'; readonly token: string }
  /** Source and destination end differently (`>`), or the destination has a wildcard of its own. */
  | { readonly kind: 'wildcardsDiffer'; readonly token: string };

const callOf = /^\{\{[\t\n\f\r ]*([A-Za-z]+)[\t\n\f\r ]*\(([^\n]*)\)[\t\n\f\r ]*\}\}$/;
/** Each of its words may begin with a capital, and has no other. */
const spelled =
  /^(?:[pP]artition|[wW]ildcard|[rR]andom|[lL]eft|[rR]ight|[sS]plit|(?:[sS]plit|[sS]lice)[fF]rom(?:[lL]eft|[rR]ight))$/;
const isCall = (token: string) => token.length > 4 && token.startsWith('{{') && token.endsWith('}}');

/** How many arguments each takes: a wildcard of the source first, then a number, or a text for `split`. */
const functions: Readonly<Record<string, { readonly arguments: number; readonly text?: true }>> = {
  wildcard: { arguments: 1 },
  splitfromleft: { arguments: 2 },
  splitfromright: { arguments: 2 },
  slicefromleft: { arguments: 2 },
  slicefromright: { arguments: 2 },
  split: { arguments: 2, text: true },
  random: { arguments: 1 },
  left: { arguments: 2 },
  right: { arguments: 2 },
};

/** Refused in mappings before 2.15, though the transform itself knows them. */
const youngInMappings = new Set(['left', 'right']);

/** A mapping of a stream, a mirror or a source. `null`: none. An empty destination leaves subjects as they are. */
export function mappingFault(source: string, destination: string, version: Version | null): TransformFault | null {
  if (destination === '') return null;
  for (const token of destination.split('.')) {
    const name = isCall(token) ? nameOf(token) : undefined;
    if (name === null || (name !== undefined && youngInMappings.has(name) && !knows(version, '2.15')))
      return { kind: 'unknownFunction', token };
    if (name === undefined && /[\t\n\f\r ]/.test(token)) return { kind: 'badDestination', token };
  }
  return transformFault(source, destination);
}

/** A transform as such, as republishing uses it. */
export function transformFault(source: string, destination: string): TransformFault | null {
  if (destination === '') return null;
  const from = source === '' ? '>' : source;
  const sources = from.split('.');
  const targets = destination.split('.');
  if (!hasGoodTokens(sources) || !hasGoodTokens(targets)) return { kind: 'badDestination', token: destination };
  if (targets.includes('*') || sources.includes('>') !== targets.includes('>'))
    return { kind: 'wildcardsDiffer', token: destination };
  const wildcards = sources.filter((token) => token === '*').length;
  const plainSource = wildcards === 0 && !sources.includes('>');
  for (const token of targets) {
    const fault = tokenFault(token, wildcards, plainSource);
    if (fault) return fault;
  }
  return null;
}

/** As `subjectInfo`: white space is not looked at here. */
function hasGoodTokens(tokens: readonly string[]): boolean {
  return tokens.every((token, index) => token !== '' && (token !== '>' || index === tokens.length - 1));
}

function nameOf(token: string): string | null {
  const name = callOf.exec(token)?.[1] ?? '';
  return spelled.test(name) ? name.toLowerCase() : null;
}

function tokenFault(token: string, wildcards: number, plainSource: boolean): TransformFault | null {
  const used = wildcardsUsed(token);
  if (used === 'unknownFunction' || used === 'badArguments') return { kind: used, token };
  if (used === null) return null;
  const chosenFreely = used.name === 'partition' || used.name === 'random';
  if (plainSource) return chosenFreely ? null : { kind: 'noSuchWildcard', token };
  return used.indexes.some((index) => index > wildcards) ? { kind: 'noSuchWildcard', token } : null;
}

interface Used {
  readonly name: string;
  readonly indexes: readonly number[];
}

/** `null`: the token is a plain one. */
function wildcardsUsed(token: string): Used | 'unknownFunction' | 'badArguments' | null {
  if (/^\$[+-]?\d+$/.test(token)) return { name: 'wildcard', indexes: [Number(token.slice(1))] };
  if (!isCall(token)) return null;
  const name = nameOf(token);
  if (name === null) return 'unknownFunction';
  const given = (callOf.exec(token)?.[2] ?? '').split(/,\s*/);
  if (name === 'partition') {
    const [partitions, ...indexes] = given.map(integer);
    if (partitions === undefined || partitions === null) return 'badArguments';
    return allNumbers(indexes) ? { name, indexes } : 'badArguments';
  }
  const wanted = functions[name];
  if (wanted === undefined || given.length !== wanted.arguments) return 'badArguments';
  const [first, second] = given;
  const index = integer(first ?? '');
  if (index === null) return 'badArguments';
  if (wanted.text) return /[ .]/.test(second ?? '') ? 'badArguments' : { name, indexes: [index] };
  if (second !== undefined && integer(second) === null) return 'badArguments';
  return { name, indexes: name === 'random' ? [] : [index] };
}

function allNumbers(values: readonly (number | null)[]): values is readonly number[] {
  return values.every((value) => value !== null);
}

/** A whole number of 32 bits; blanks around it are cut. */
function integer(text: string): number | null {
  const cut = text.replace(/^ +| +$/g, '');
  const value = Number(cut);
  return /^[+-]?\d+$/.test(cut) && Math.abs(value) <= 2_147_483_647 ? value : null;
}
