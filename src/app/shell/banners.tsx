import type { ReactNode } from 'react';
import { useTranslation } from '../../ui/translate';
import { useEngine } from '../../state/engine-context';
import { paths } from '../../state/paths';
import { useEngineState } from '../../state/use-engine-state';
import { useHeardAt } from '../../state/use-heard';
import { Button, ButtonLink } from '../../ui/button';
import { Mark } from '../../ui/mark';
import type { Tone } from '../../ui/tone';
import { useNow } from '../../ui/use-now';
import { formatAge } from '../../widgets/format';

/** Says when and why what is shown is not of now. `controls`: off on a wall, where nobody could press them. */
export function Banners({ controls }: { readonly controls: boolean }) {
  const { t } = useTranslation();
  const engine = useEngine();
  const { health, status, loginLost, wrongBuild } = useEngineState();
  const asOf = useHeardAt();
  const now = useNow();
  const age = asOf === null ? '—' : formatAge(Math.max(now - asOf, 0));
  const login = controls ? <ButtonLink href={paths.connect()}>{t('shell:banner.login')}</ButtonLink> : null;

  if (wrongBuild) {
    const reload = <Button onClick={() => location.reload()}>{t('shell:banner.reload')}</Button>;
    return (
      <Banner
        tone="warn"
        title={t('shell:banner.wrongBuild')}
        body={t('shell:banner.wrongBuildBody')}
        action={reload}
      />
    );
  }
  switch (health) {
    case 'silent':
      return (
        <Banner
          tone="unknown"
          title={t('shell:banner.engineSilent')}
          body={t('shell:banner.engineSilentBody', { age })}
        />
      );
    case 'restarting':
      return (
        <Banner
          tone="unknown"
          title={t('shell:banner.engineRestarting')}
          body={t('shell:banner.engineRestartingBody', { age })}
        />
      );
    case 'stopped': {
      const start = <Button onClick={() => engine.revive()}>{t('shell:banner.engineStart')}</Button>;
      return (
        <Banner
          tone="crit"
          title={t('shell:banner.engineStopped')}
          body={t('shell:banner.engineStoppedBody')}
          action={start}
        />
      );
    }
    case 'starting':
    case 'answering':
      break;
  }
  if (loginLost) {
    return (
      <Banner tone="warn" title={t('shell:banner.loginLost')} body={t('shell:banner.loginLostBody')} action={login} />
    );
  }
  if (status?.link === 'live' && status.identity?.readOnly === true && controls) {
    return <Banner tone="warn" title={t('shell:banner.readOnly')} body={t('shell:banner.readOnlyBody')} />;
  }
  if (status === null || status.link === 'live' || asOf === null) return null;
  if (status.link === 'refused') {
    return (
      <Banner
        tone="crit"
        title={t('shell:banner.refused')}
        body={t('shell:banner.refusedBody', { age })}
        action={login}
      />
    );
  }
  const next =
    status.nextAttemptIn === null ? '' : ` ${t('shell:banner.linkDownNext', { in: formatAge(status.nextAttemptIn) })}`;
  return (
    <Banner
      tone="unknown"
      title={t('shell:banner.linkDown')}
      body={`${t('shell:banner.linkDownBody', { age })}${next}`}
    />
  );
}

interface BannerProps {
  readonly tone: Tone;
  readonly title: string;
  readonly body: string;
  readonly action?: ReactNode;
}

function Banner({ tone, title, body, action }: BannerProps) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-raised px-3 py-2 sm:px-5">
      <div role="alert" className="flex items-center gap-2">
        <Mark tone={tone} />
        <p className="type-strong">{title}</p>
      </div>
      <p className="text-text-2">{body}</p>
      {action !== undefined && action !== null && <div className="ml-auto">{action}</div>}
    </div>
  );
}
