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

function Failure({ text, onRetry }: { readonly text: string; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="max-w-3xl p-5">
      <Notice
        tone="crit"
        announce
        title={t('shell:error.title')}
        code={{ text, label: t('shell:error.detail'), copy: t('ui:copy'), copied: t('ui:copied') }}
        actions={<Button onClick={onRetry}>{t('ui:retry')}</Button>}
      >
        {t('shell:error.body')}
      </Notice>
    </div>
  );
}
