import { Suspense } from 'react';
import { streamPlace, type StreamKey } from '../../domain/ids';
import { useFlows } from '../../state/flows';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation } from '../../ui/translate';
import { Name } from '../../widgets/name';

interface StreamInsideProps {
  readonly stream: StreamKey;
  readonly part: 'StreamMessages' | 'StreamSubjects';
}

/** What is in a stream, where the document and the login offer a look at it. */
export function StreamInside({ stream, part }: StreamInsideProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { [part]: Part } = useFlows();
  const place = streamPlace(stream);
  if (Part === undefined) {
    return (
      <Page title={<Name text={place.name} />}>
        <EmptyState
          title={t('messages:notOffered')}
          action={<a href={paths.stream(cluster, place)}>{t('messages:tabs.overview')}</a>}
        >
          {t('messages:notOfferedBody')}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Suspense fallback={<Skeleton label={t('ui:loading')} lines={8} />}>
      <Part stream={stream} />
    </Suspense>
  );
}
