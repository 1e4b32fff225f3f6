import type { ConnectProblem } from '../../engine/protocol';
import { useTranslation } from '../../ui/translate';
import { Notice } from '../../ui/notice';
import { literal } from '../../widgets/literal';
import { problemConfig, type PageFacts } from './problem-config';

/** A failed connection in words: what, why, what to do, and the configuration that does it. */
export function ProblemNotice({ problem, page }: { readonly problem: ConnectProblem; readonly page: PageFacts }) {
  const { t } = useTranslation();
  const { code, detail } = problem;
  const url = problem.url ?? page.url;
  const config = problemConfig(code, page);
  return (
    <div data-problem={code}>
      <Notice
        tone="crit"
        announce
        title={t(`problems:connect.${code}.title`, { url })}
        {...(config === null
          ? {}
          : {
              code: { text: config, label: t('connect:config'), copy: t('ui:copy'), copied: t('ui:copied') },
            })}
      >
        <p>{t(`problems:connect.${code}.why`)}</p>
        {detail !== null && detail !== '' && (
          <p>
            <span className="text-text-3">{t('connect:said')}: </span>
            <span className="type-mono wrap-anywhere">{literal(detail)}</span>
          </p>
        )}
        <p>{t(`problems:connect.${code}.next`)}</p>
      </Notice>
    </div>
  );
}
