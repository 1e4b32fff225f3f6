import { RefreshCw } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import { Button, IconButton } from '../../ui/button';
import { Segmented } from '../../ui/segmented';
import { TextField } from '../../ui/field';
import { useTranslation } from '../../ui/translate';
import { positionOf } from './position';
import type { MessagesSearch } from './search';

interface ToolbarProps {
  readonly search: MessagesSearch;
  readonly set: (change: Partial<MessagesSearch>) => void;
}

/** Which messages, from where on, and in which order. `onAgain`: they are read anew. */
export function Toolbar({ search, set, onAgain }: ToolbarProps & { readonly onAgain: () => void }) {
  const { t } = useTranslation();
  const isLive = search.live === 'on';
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <SubjectForm search={search} set={set} />
      <PositionForm search={search} set={set} />
      <div className="flex h-8 items-center gap-3">
        <Segmented
          label={t('messages:order.label')}
          current={isLive ? 'live' : search.order}
          options={[
            { id: 'newest', label: t('messages:order.newest') },
            { id: 'oldest', label: t('messages:order.oldest') },
            { id: 'live', label: t('messages:live.label') },
          ]}
          onChoose={(id) => set(id === 'live' ? { live: 'on', seq: '', time: '' } : { live: '', order: id })}
        />
        {(search.seq !== '' || search.time !== '') && (
          <Button size="small" look="quiet" onClick={() => set({ seq: '', time: '' })}>
            {t(search.order === 'newest' ? 'messages:fromNewest' : 'messages:fromOldest')}
          </Button>
        )}
        {!isLive && (
          <IconButton label={t('messages:again')} onClick={onAgain}>
            <RefreshCw size={14} aria-hidden />
          </IconButton>
        )}
      </div>
    </div>
  );
}

/** What is typed into a field that begins with a value of the address: another one there comes in its place. */
function useTypedFrom(address: string) {
  const [typed, setTyped] = useState({ address, text: address });
  if (typed.address !== address) setTyped({ address, text: address });
  return [typed.text, (text: string) => setTyped({ address, text })] as const;
}

function SubjectForm({ search, set }: ToolbarProps) {
  const { t } = useTranslation();
  const [text, setText] = useTypedFrom(search.subject);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    set({ subject: text.trim() });
  };
  return (
    <form onSubmit={submit} className="flex w-80 max-w-full items-end gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          mono
          type="search"
          label={t('messages:filter')}
          placeholder=">"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit" className="h-8">
        {t('messages:apply')}
      </Button>
    </form>
  );
}

function PositionForm({ search, set }: ToolbarProps) {
  const { t } = useTranslation();
  const [text, setText] = useTypedFrom(search.seq === '' ? search.time : search.seq);
  const [isBad, setBad] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const position = text.trim() === '' ? null : positionOf(text, Date.now());
    setBad(position === null && text.trim() !== '');
    if (position?.kind === 'sequence') set({ seq: String(position.seq), time: '', live: '' });
    else if (position?.kind === 'time') set({ time: new Date(position.time).toISOString(), seq: '', live: '' });
    else if (text.trim() === '') set({ seq: '', time: '' });
  };
  return (
    <form onSubmit={submit} className="flex w-72 max-w-full items-end gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          label={t('messages:goTo')}
          placeholder={t('messages:goToHint')}
          value={text}
          error={isBad ? t('messages:badPosition') : undefined}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit" className="h-8">
        {t('messages:go')}
      </Button>
    </form>
  );
}
