/*
 * The names that the schemas of other tools have, for what the exports write to be held against: nats-io/nack, deploy/crds.yml
 * of 2026-04-29 (v1beta2, without what concerns the connection), and nats-io/terraform-provider-jetstream, jetstream/resource_*.go
 * of 2026-07-03.
 */

const words = (text: string) => text.trim().split(/\s+/);

/** `spec` of a `Stream` of NACK. */
export const nackStreamNames: ReadonlySet<string> = new Set(
  words(`
  allowAtomicPublish allowDirect allowMsgCounter allowMsgSchedules allowMsgTtl allowRollup compression
  consumerLimits consumerLimits.inactiveThreshold consumerLimits.maxAckPending denyDelete denyPurge description discard
  discardPerSubject duplicateWindow firstSequence maxAge maxBytes maxConsumers maxMsgSize
  maxMsgs maxMsgsPerSubject metadata mirror mirror.externalApiPrefix mirror.externalDeliverPrefix mirror.filterSubject
  mirror.name mirror.optStartSeq mirror.optStartTime mirror.subjectTransforms mirror.subjectTransforms.dest mirror.subjectTransforms.source mirrorDirect
  name noAck persistMode placement placement.cluster placement.tags replicas
  republish republish.destination republish.source retention sealed sources sources.externalApiPrefix
  sources.externalDeliverPrefix sources.filterSubject sources.name sources.optStartSeq sources.optStartTime sources.subjectTransforms sources.subjectTransforms.dest
  sources.subjectTransforms.source storage subjectDeleteMarkerTtl subjectTransform subjectTransform.dest subjectTransform.source subjects
`),
);

/** `spec` of a `Consumer` of NACK. */
export const nackConsumerNames: ReadonlySet<string> = new Set(
  words(`
  ackPolicy ackWait backoff deliverGroup deliverPolicy deliverSubject description
  durableName filterSubject filterSubjects flowControl headersOnly heartbeatInterval inactiveThreshold
  maxAckPending maxDeliver maxRequestBatch maxRequestExpires maxRequestMaxBytes maxWaiting memStorage
  metadata optStartSeq optStartTime pauseUntil pinnedTtl priorityGroups priorityPolicy
  rateLimitBps replayPolicy replicas sampleFreq streamName
`),
);

/** A `jetstream_stream` of Terraform. */
export const terraformStreamNames: ReadonlySet<string> = new Set(
  words(`
  ack allow_atomic allow_batched allow_direct allow_msg_counter allow_msg_schedules allow_msg_ttl
  allow_rollup_hdrs compression deny_delete deny_purge description discard discard_new_per_subject
  duplicate_window first_seq inactive_threshold max_ack_pending max_age max_bytes max_consumers
  max_msg_size max_msgs max_msgs_per_subject metadata mirror_direct name persist_mode
  placement_cluster placement_preferred placement_tags replicas republish_destination republish_headers_only republish_source
  retention storage subject_delete_marker_ttl subjects subject_transform subject_transform.source subject_transform.destination
  mirror mirror.name mirror.start_seq mirror.start_time mirror.filter_subject mirror.subject_transform mirror.subject_transform.source
  mirror.subject_transform.destination mirror.external mirror.external.api mirror.external.deliver mirror.consumer mirror.consumer.name mirror.consumer.deliver_subject
  source source.name source.start_seq source.start_time source.filter_subject source.subject_transform source.subject_transform.source
  source.subject_transform.destination source.external source.external.api source.external.deliver source.consumer source.consumer.name source.consumer.deliver_subject
`),
);

/** A `jetstream_consumer` of Terraform. */
export const terraformConsumerNames: ReadonlySet<string> = new Set(
  words(`
  ack_policy ack_wait backoff deliver_all deliver_last deliver_last_per_subject deliver_new
  delivery_group delivery_subject description durable_name filter_subject filter_subjects flow_control
  headers_only heartbeat inactive_threshold max_ack_pending max_batch max_bytes max_delivery
  max_expires max_waiting memory metadata priority_groups priority_policy priority_timeout
  ratelimit replay_policy replicas sample_freq start_time stream_id stream_sequence
`),
);
