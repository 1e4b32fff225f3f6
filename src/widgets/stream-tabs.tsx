import { LinkTabs } from '../ui/link-tabs';
import { useTranslation } from '../ui/translate';

type StreamTab = 'overview' | 'messages' | 'subjects';

interface StreamTabsProps {
  readonly current: StreamTab;
  /** Where each one is. */
  readonly hrefs: Readonly<Record<StreamTab, string>>;
}

/** The screens of one stream. */
export function StreamTabs({ current, hrefs }: StreamTabsProps) {
  const { t } = useTranslation();
  return (
    <LinkTabs
      label={t('messages:tabs.label')}
      current={current}
      tabs={[
        { id: 'overview', label: t('messages:tabs.overview'), href: hrefs.overview },
        { id: 'messages', label: t('messages:tabs.messages'), href: hrefs.messages },
        { id: 'subjects', label: t('messages:tabs.subjects'), href: hrefs.subjects },
      ]}
    />
  );
}
