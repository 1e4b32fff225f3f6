import type { ServerModel } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import type { Explanation } from '../../domain/placement/explain';
import { freeBytes, tagOf, type FitContext, type Obstacle } from '../../domain/placement/fit';
import type { Translate } from '../../ui/translate';
import { formatBytes, formatCount } from '../format';
import { literal } from '../literal';

const list = new Intl.ListFormat('en-GB');
/** Names are written out as long as a sentence can hold them. */
const named = 4;

/** Why the copy is here, or why none is: one sentence after the other. */
export function explanationWords(t: Translate, explanation: Explanation, context: FitContext): readonly string[] {
  const { cell, obstacles, wishes } = explanation;
  const known = wishes.known ? [] : [t('placement:why.noConfig')];
  if (obstacles === null) return [t('placement:why.unknownServer', { server: literal(explanation.server) })];
  return cell === null
    ? [...whyNot(t, explanation, obstacles, context), ...known]
    : [...whyHere(t, explanation, obstacles, context), ...known];
}

function whyHere(
  t: Translate,
  { wishes, server, cell, candidates }: Explanation,
  obstacles: readonly Obstacle[],
  context: FitContext,
): readonly string[] {
  const asked = [
    ...(wishes.clusterAsked && wishes.cluster !== null
      ? [t('placement:why.inCluster', { cluster: literal(wishes.cluster) })]
      : []),
    ...(wishes.tags.length > 0
      ? [t('placement:why.hasTags', { count: wishes.tags.length, tags: listed(wishes.tags) })]
      : []),
    ...(wishes.forbidden.length > 0 ? [t('placement:why.lacksTags', { tags: listed(wishes.forbidden) })] : []),
  ];
  const cluster = literal(wishes.cluster ?? '');
  const model = context.servers.get(server);
  const own = wishes.uniqueTag === null || model === undefined ? null : tagOf(model, wishes.uniqueTag);
  return [
    ...(obstacles.length > 0
      ? [t('placement:why.hereAnyway', { reasons: list.format(obstacles.map((one) => obstacleWords(t, one))) })]
      : asked.length > 0
        ? [t('placement:why.here', { reasons: list.format(asked) })]
        : wishes.known
          ? [t('placement:why.anywhere', { cluster })]
          : []),
    ...(own !== null && obstacles.length === 0 ? [t('placement:why.unique', { tag: literal(own) })] : []),
    ...(cell?.leaving === true ? [t('placement:why.leaving')] : []),
    candidates.length === 0
      ? t('placement:why.noOther')
      : t('placement:why.others', { count: candidates.length, servers: names(t, candidates) }),
  ];
}

function whyNot(
  t: Translate,
  { wishes, server, candidates, row }: Explanation,
  obstacles: readonly Obstacle[],
  context: FitContext,
): readonly string[] {
  const name = literal(server);
  if (obstacles.length > 0) {
    const reasons = list.format(obstacles.map((one) => obstacleWords(t, one)));
    const others =
      candidates.length === 0
        ? t('placement:why.nobody')
        : t('placement:why.others', { count: candidates.length, servers: names(t, candidates) });
    return [t('placement:why.not', { server: name, reasons }), others];
  }
  const model = context.servers.get(server);
  const free = model === undefined ? null : freeBytes(model, wishes.storage);
  const room = free === null || free === 'unlimited' ? '' : t('placement:why.room', { free: formatBytes(free) });
  const full = row.stream.replicas !== null && row.cells.length >= row.stream.replicas;
  const rank = candidates.indexOf(server);
  const [first] = candidates;
  return [
    `${t('placement:why.could', { server: name })}${room}.`,
    ...(full ? [t('placement:why.full', { count: row.stream.replicas })] : []),
    rank <= 0 || first === undefined
      ? t('placement:why.firstChoice')
      : t('placement:why.laterChoice', {
          first: literal(first),
          reason: orderReason(t, context.servers.get(first), model, row.cells.length > 1),
        }),
  ];
}

/** What puts one server before another in the server's own order. */
function orderReason(
  t: Translate,
  first: ServerModel | undefined,
  later: ServerModel | undefined,
  replicated: boolean,
): string {
  const [few, many] = [first?.totals?.haAssets, later?.totals?.haAssets];
  if (replicated && few !== undefined && many !== undefined && few < many)
    return t('placement:why.fewerAssets', { few: formatCount(few), many: formatCount(many) });
  return t('placement:why.moreRoom');
}

/** Why a server holds no copy, as a part of a sentence. */
export function obstacleWords(t: Translate, obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'otherCluster':
      return t('placement:obstacle.otherCluster', {
        wanted: literal(obstacle.wanted),
        actual: literal(obstacle.actual ?? '?'),
      });
    case 'missingTag':
    case 'forbiddenTag':
      return t(`placement:obstacle.${obstacle.kind}`, { tag: literal(obstacle.tag) });
    case 'noRoom':
      return t('placement:obstacle.noRoom', {
        free: formatBytes(obstacle.free),
        needed: formatBytes(obstacle.needed),
      });
    case 'assetLimit':
      return t('placement:obstacle.assetLimit', {
        assets: formatCount(obstacle.assets),
        limit: formatCount(obstacle.limit),
      });
    case 'noUniqueTag':
      return t('placement:obstacle.noUniqueTag', { prefix: literal(obstacle.prefix) });
    case 'uniqueTaken':
      return t('placement:obstacle.uniqueTaken', {
        tag: literal(obstacle.tag),
        count: obstacle.by.length,
        servers: listed(obstacle.by),
      });
    case 'otherDomain':
    case 'noJetStream':
    case 'notMember':
    case 'silent':
    case 'notKnown':
    case 'excluded':
      return t(`placement:obstacle.${obstacle.kind}`);
  }
}

const listed = (texts: readonly string[]) => list.format(texts.map(literal));

function names(t: Translate, servers: readonly ServerName[]): string {
  const shown = servers.slice(0, named).map(literal);
  const more = servers.length - shown.length;
  return list.format(more > 0 ? [...shown, t('placement:why.more', { count: more })] : shown);
}
