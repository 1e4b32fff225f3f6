import { Component, type ReactNode } from 'react';
import { useTranslation } from '../../ui/translate';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';

interface Props {
  /** A new place forgets the fault of the old one. */
  readonly place: string;
  readonly children: ReactNode;
}

interface State {
  readonly failed: { readonly text: string } | null;
}

/** Keeps the frame standing when a screen throws. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: null };

  static getDerivedStateFromError(reason: unknown): State {
    return { failed: { text: reason instanceof Error ? `${reason.name}: ${reason.message}` : 'unknown' } };
  }

  override componentDidUpdate(before: Props) {
    if (before.place !== this.props.place && this.state.failed !== null) this.setState({ failed: null });
  }

  override render() {
    if (this.state.failed === null) return this.props.children;
    return <Failure {...this.state.failed} onRetry={() => this.setState({ failed: null })} />;
  }
}

/** What browsers say when code of the console is not there: Chromium, Firefox, WebKit. */
const unloaded = /dynamically imported module|Importing a module script failed/;

function Failure({ text, onRetry }: { readonly text: string; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const isUnloaded = unloaded.test(text);
  const kind = isUnloaded ? 'unloaded' : 'fault';
  return (
    <div className="max-w-3xl p-5">
      <Notice
        tone="crit"
        announce
        title={t(`shell:error.${kind}.title`)}
        code={{ text, label: t('shell:error.detail'), copy: t('ui:copy'), copied: t('ui:copied') }}
        actions={
          // Browsers and React keep that it could not be loaded until the page itself is loaded anew.
          isUnloaded ? (
            <Button onClick={() => location.reload()}>{t('shell:banner.reload')}</Button>
          ) : (
            <Button onClick={onRetry}>{t('ui:retry')}</Button>
          )
        }
      >
        {t(`shell:error.${kind}.body`)}
      </Notice>
    </div>
  );
}
