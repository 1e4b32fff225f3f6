import type { ConsumerModel, StreamModel } from '../../domain/cluster/model';
import { streamPlace } from '../../domain/ids';
import { bucketOf } from '../../domain/inside/buckets';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { ButtonLink } from '../../ui/button';
import { useTranslation } from '../../ui/translate';
import { BackupButton } from './backup-button';

/** Places where something is done as a client of the account. */
export function StreamLinks({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const place = streamPlace(stream.key);
  const bucket = bucketOf(stream.name);
  return (
    <>
      {bucket !== null && (
        <ButtonLink href={paths.bucket(cluster, bucket.kind, place)}>{t(`buckets:open.${bucket.kind}`)}</ButtonLink>
      )}
      <ButtonLink href={paths.publish(cluster, place)}>{t('client:publish.open')}</ButtonLink>
      <BackupButton stream={stream.key} />
    </>
  );
}

export function ConsumerLinks({
  consumer,
  size = 'small',
}: {
  readonly consumer: ConsumerModel;
  readonly size?: 'normal' | 'small';
}) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  if (consumer.config?.deliverSubject != null) return null;
  return (
    <ButtonLink href={paths.fetch(cluster, streamPlace(consumer.stream), consumer.name)} size={size}>
      {t('client:fetch.open')}
    </ButtonLink>
  );
}
