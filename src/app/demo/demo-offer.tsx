import { useTranslation } from '../../ui/translate';
import { useConnect } from '../../state/use-connect';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import type { DemoCluster } from './demo';
import { connectRequest, type DemoRole } from './demo-request';

export interface DemoOfferProps {
  readonly cluster: DemoCluster;
  readonly onRole: (role: DemoRole) => void;
}

/** One click into the cluster that was started with this page. */
export function DemoOffer({ cluster, onRole }: DemoOfferProps) {
  const { t } = useTranslation();
  const { attempt, connect } = useConnect();
  const open = (role: DemoRole) => {
    onRole(role);
    void connect(connectRequest(cluster, role));
  };
  const refused = attempt.kind === 'connecting' ? { refused: t('connect:connecting') } : {};
  return (
    <Panel title={t('connect:demo.title', { name: cluster.name })}>
      <p className="text-text-2">{t('connect:demo.body')}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button look="primary" {...refused} onClick={() => open('admin')}>
          {t('connect:demo.asAdmin')}
        </Button>
        <Button {...refused} onClick={() => open('observer')}>
          {t('connect:demo.asObserver')}
        </Button>
      </div>
      {attempt.kind === 'failed' && (
        <p role="alert" className="mt-3 text-crit-ink">
          {t(`problems:connect.${attempt.problem.code}.title`, { url: attempt.problem.url ?? '' })}
        </p>
      )}
    </Panel>
  );
}

export function DemoFailed({ reason }: { readonly reason: string }) {
  const { t } = useTranslation();
  return <Notice tone="warn" title={t('connect:demo.failed', { reason })} />;
}
