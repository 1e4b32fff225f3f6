import { useState, type ClipboardEvent, type DragEvent } from 'react';
import type { Misread, Reading } from '../../domain/asset-config/read';
import { startFrom, type StartFault } from '../../domain/asset-form/start';
import type { Result } from '../../lib/result';
import { Button } from '../../ui/button';
import { TextArea } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { literal, shorten } from '../../widgets/literal';

/** Characters that are taken into the page at all: a paste of 10 MB must not stop it. */
const mostText = 1024 * 1024;

interface PastePanelProps<Config> {
  readonly help: string;
  readonly read: (json: unknown) => Reading<Config>;
  readonly nameOf: (config: Config) => string;
  /** Fields that are set. */
  readonly countOf: (config: Config) => number;
  readonly onUse: (reading: Reading<Config>) => void;
}

/** JSON that is pasted, dropped or opened; read here, and sent nowhere. */
export function PastePanel<Config>({ help, read, nameOf, countOf, onUse }: PastePanelProps<Config>) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<StartFault | null>(null);
  const [isOver, setOver] = useState(false);
  const take = (next: string) => {
    if (next.length > mostText) {
      setFault({ kind: 'tooLong' });
      return;
    }
    setFault(null);
    setText(next);
  };
  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > mostText) setFault({ kind: 'tooLong' });
    else take(await file.text());
  };
  const reading: Result<Reading<Config>, StartFault> | null = text.trim() === '' ? null : startFrom(text, read);
  const shown = fault ?? (reading?.ok === false ? reading.error : null);
  return (
    <Panel title={t('wizard:start.paste')}>
      <div
        className="flex flex-col gap-3"
        data-testid="wizard-paste"
        onDragOver={(event: DragEvent) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          setOver(false);
          const file = event.dataTransfer.files[0];
          if (file === undefined) take(event.dataTransfer.getData('text'));
          else void open(file);
        }}
      >
        <div className={isOver ? 'outline-2 outline-accent' : undefined}>
          <TextArea
            label={t('wizard:start.pasteLabel')}
            hint={help}
            error={shown === null ? undefined : faultWords(t, shown)}
            mono
            rows={6}
            value={text}
            onPaste={(event: ClipboardEvent) => {
              if (event.clipboardData.getData('text').length <= mostText) return;
              event.preventDefault();
              setFault({ kind: 'tooLong' });
            }}
            onChange={({ target }) => take(target.value)}
          />
        </div>
        {fault === null && reading?.ok === true && (
          <Read reading={reading.value} name={nameOf(reading.value.config)} count={countOf(reading.value.config)} />
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button
            look="primary"
            {...(fault === null && reading?.ok === true ? {} : { refused: faultWords(t, shown ?? { kind: 'empty' }) })}
            onClick={() => {
              if (reading?.ok === true) onUse(reading.value);
            }}
          >
            {t('wizard:start.use')}
          </Button>
          <label className="type-small text-text-2">
            {t('wizard:start.file')}{' '}
            <input
              type="file"
              accept=".json,application/json,text/plain"
              onChange={({ target }) => void open(target.files?.[0])}
            />
          </label>
        </div>
      </div>
    </Panel>
  );
}

interface ReadProps<Config> {
  readonly reading: Reading<Config>;
  readonly name: string;
  readonly count: number;
}

/** What was understood of it, and what was not. */
function Read<Config>({ reading, name, count }: ReadProps<Config>) {
  const { t } = useTranslation();
  const { unknown, misread } = reading;
  return (
    <Notice
      tone={misread.length > 0 ? 'warn' : 'ok'}
      title={
        name === ''
          ? t('wizard:start.read', { count })
          : t('wizard:start.named', { name: shorten(literal(name), 60), count })
      }
    >
      {unknown.length > 0 && <p>{t('wizard:start.unknown', { fields: pathsText(unknown) })}</p>}
      {misread.length > 0 && <p>{t('wizard:start.misread', { fields: pathsText(misread) })}</p>}
    </Notice>
  );
}

/** Places written out before the rest is counted. */
const most = 12;

export function pathsText(places: readonly Pick<Misread, 'path'>[]): string {
  const rest = places.length - most;
  return [
    ...places.slice(0, most).map(({ path }) => shorten(literal(path.join('.')), 60)),
    ...(rest > 0 ? [`+${String(rest)}`] : []),
  ].join(', ');
}

function faultWords(t: Translate, fault: StartFault): string {
  if (fault.kind !== 'notJson') return t(`wizard:start.fault.${fault.kind}`);
  const { line, column, found } = fault;
  return found === ''
    ? t('wizard:start.fault.notJsonEnd', { line, column })
    : t('wizard:start.fault.notJson', { line, column, found: found === '\n' ? '↵' : literal(found) });
}
