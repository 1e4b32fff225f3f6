import type { ScriptedCluster, ScriptedConsumer, ScriptedStream } from './cluster';
import { streamConfig, time } from './replies';

/** When everything of a made-up cluster was created, unless told. */
const created = 1_700_000_000_000;

const notFound = (code: number, description: string) => ({ error: { code: 404, err_code: code, description } });

/** `STREAM.INFO`, with the counts of subjects where a filter asks for them: every message is of one subject. */
export function streamInfo(stream: ScriptedStream, body: string) {
  const messages = sequences(stream).length;
  const subject = `${stream.name}.x`;
  return {
    config: streamConfig(stream),
    created: time(stream.created ?? created),
    state: {
      messages,
      bytes: messages * 10,
      first_seq: stream.firstSeq ?? 1,
      last_seq: stream.lastSeq,
      ...(stream.lastTime === undefined ? {} : { last_ts: time(stream.lastTime) }),
      num_deleted: stream.gone?.size ?? 0,
      consumer_count: stream.consumers.length,
      ...(body.includes('subjects_filter') && messages > 0 ? { subjects: { [subject]: messages } } : {}),
    },
  };
}

/** `STREAM.MSG.GET`, by sequence or the first of a subject. */
export function message(stream: ScriptedStream, body: string) {
  const asked = JSON.parse(body) as { readonly seq: number; readonly next_by_subj?: string };
  const all = sequences(stream);
  const seq = asked.next_by_subj === undefined ? all.find((one) => one === asked.seq) : all[0];
  if (seq === undefined) return notFound(10037, 'no message found');
  return { message: { subject: `${stream.name}.x`, seq, time: time(created + seq), data: 'aGVsbG8=' } };
}

/** `CONSUMER.INFO` */
export function consumerInfo(cluster: ScriptedCluster, stream: ScriptedStream, name: string) {
  if (!stream.consumers.includes(name)) return notFound(10014, 'consumer not found');
  const told: ScriptedConsumer = stream.consumerStates?.get(name) ?? {};
  const standard = { ack_policy: 'explicit', deliver_policy: 'all', replay_policy: 'instant' };
  const filled = {
    ack_wait: 30_000_000_000,
    max_deliver: -1,
    max_waiting: 512,
    max_ack_pending: 1000,
    num_replicas: 0,
  };
  return {
    stream_name: stream.name,
    name,
    created: time(told.created ?? created),
    ts: time(cluster.now()),
    config: { durable_name: name, name, ...standard, ...filled, ...told.config },
    delivered: { consumer_seq: told.delivered ?? 0, stream_seq: told.delivered ?? 0 },
    ack_floor: { consumer_seq: told.floor ?? 0, stream_seq: told.floor ?? 0 },
    num_ack_pending: (told.delivered ?? 0) - (told.floor ?? 0),
    num_pending: stream.lastSeq - (told.delivered ?? 0),
    cluster: { name: cluster.name, ...(stream.leader === null ? {} : { leader: stream.leader }) },
    ...told.more,
  };
}

function sequences({ firstSeq = 1, lastSeq, gone }: ScriptedStream): readonly number[] {
  const all = Array.from({ length: Math.max(0, lastSeq - firstSeq + 1) }, (_, index) => firstSeq + index);
  return all.filter((one) => gone?.has(one) !== true);
}
