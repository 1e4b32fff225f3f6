import { consumerPlace, streamPlace, type ConsumerKey } from '../../domain/ids';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { ButtonLink } from '../../ui/button';
import { Page } from '../../ui/page';
import { useTranslation } from '../../ui/translate';
import { literal, shorten } from '../../widgets/literal';
import { ConsumerFetch } from './consumer-fetch';

/** Fetching from a consumer at an address of its own. */
export function FetchScreen({ consumer }: { readonly consumer: ConsumerKey }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { stream, name } = consumerPlace(consumer);
  const place = streamPlace(stream);
  return (
    <Page
      title={t('client:fetch.title', { consumer: literal(name) })}
      lead={t('client:fetch.lead')}
      actions={
        <ButtonLink href={paths.stream(cluster, place)}>
          {t('client:back', { name: shorten(literal(place.name), 24) })}
        </ButtonLink>
      }
    >
      <ConsumerFetch key={consumer} consumer={consumer} />
    </Page>
  );
}
