import type { Fields } from '../../domain/asset-config/field';
import type { Mark as ChangeMark } from '../../domain/asset-config/diff';
import { Mark } from '../../ui/mark';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import type { FormWords } from './form/words';
import { valueWords } from './value-words';

/** One field that is another one than before, or than its default. */
interface Difference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly mark: ChangeMark;
}

interface DifferencesProps {
  readonly fields: Fields;
  readonly words: FormWords;
  /** Against what is there, or against the defaults. */
  readonly against: 'present' | 'defaults';
  readonly differences: readonly Difference[];
}

/** Field by field: what was, what will be, and what cannot be done or taken back. */
export function Differences({ fields, words, against, differences }: DifferencesProps) {
  const { t } = useTranslation();
  const isEdit = against === 'present';
  return (
    <Panel title={t(isEdit ? 'wizard:review.changes' : 'wizard:review.differs')} padding="none">
      {differences.length === 0 ? (
        <p className="px-3 py-2 text-text-2">{t(isEdit ? 'wizard:review.same' : 'wizard:review.nothing')}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-left" data-testid="wizard-differences">
            <thead>
              <tr className="type-label text-text-3">
                <th className="px-3 py-1.5 font-normal">{t('wizard:review.field')}</th>
                <th className="px-3 py-1.5 font-normal">
                  {t(isEdit ? 'wizard:review.before' : 'wizard:review.standard')}
                </th>
                <th className="px-3 py-1.5 font-normal">{t(isEdit ? 'wizard:review.after' : 'wizard:review.value')}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ field, before, after, mark }) => {
                const shape = fields[field];
                if (shape === undefined) return null;
                const effect = markWords(t, mark);
                return (
                  <tr
                    key={field}
                    className="border-t border-line align-top"
                    data-field-name={field}
                    data-mark={mark.kind}
                  >
                    <th scope="row" className="px-3 py-1.5 type-strong">
                      {words.label(field)}
                      {effect !== null && (
                        <span
                          className={
                            mark.kind === 'cannotChange'
                              ? 'type-small flex items-center gap-1 text-crit-ink'
                              : 'type-small flex items-center gap-1 text-warn-ink'
                          }
                        >
                          <Mark tone={mark.kind === 'cannotChange' ? 'crit' : 'warn'} size={10} />
                          {effect}
                        </span>
                      )}
                    </th>
                    <td className="px-3 py-1.5 wrap-anywhere text-text-2">
                      {valueWords(t, words, field, shape, before)}
                    </td>
                    <td className="px-3 py-1.5 wrap-anywhere">{valueWords(t, words, field, shape, after)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function markWords(t: Translate, mark: ChangeMark): string | null {
  switch (mark.kind) {
    case 'free':
      return null;
    case 'cannotChange':
      return t('wizard:mark.cannotChange');
    case 'cannotUndo':
      return t(`wizard:mark.${mark.why}`);
  }
}
