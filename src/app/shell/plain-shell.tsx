import { Answered } from './answered';
import { Banners } from './banners';
import { Content } from './content';
import { useDocumentMark } from './document-mark';
import { Freshness } from './freshness';
import { useCluster } from '../../state/use-rows';
import { Name } from '../../widgets/name';

/** A frame of the same screens without navigation and without anything to press. */
export function PlainShell({
  head,
}: {
  /** A wall: a head with the cluster's name, everything half as large again. */ readonly head: boolean;
}) {
  const name = useCluster()?.name;
  useDocumentMark();
  return (
    <div className={head ? 'wall flex flex-col' : 'flex h-dvh flex-col'}>
      {head && (
        <header className="flex h-12 shrink-0 items-center gap-4 border-b border-line px-5">
          <p className="type-title truncate">{name !== undefined && <Name text={name} />}</p>
          <div className="ml-auto flex items-center gap-4">
            <Freshness />
            <Answered />
          </div>
        </header>
      )}
      <Banners controls={false} />
      <main id="content" tabIndex={0} className="min-h-0 flex-1 overflow-y-auto focus-visible:focus-ring-inset">
        <Content />
      </main>
      {!head && (
        <footer className="flex shrink-0 items-center justify-between gap-4 border-t border-line px-3 py-1">
          <Freshness />
          <Answered />
        </footer>
      )}
    </div>
  );
}
