import '@puckeditor/core/no-external.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Alert, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type Data, Puck, useGetPuck } from '@puckeditor/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useRole } from '@/features/accounts';
import type { EmailDraft } from './api';
import { ReaderContext } from './blockPreview';
import { BlockTiles } from './canvas/BlockTiles';
import { MailCanvas } from './canvas/MailCanvas';
import { overrides } from './canvas/overrides';
import classes from './editor.module.css';
import type { MissingPart } from './footer';
import { placeToAdd } from './list/BlockList';
import { BlockPanel } from './list/BlockPanel';
import { ManifestContext } from './ManifestContext';
import { MissingFooter } from './MissingFooter';
import type { BlockManifest, MailDocument } from './mailDocument';
import { LookAt, useMailPreview, type View } from './Preview';
import { puckConfigOf } from './puckConfig';
import { documentOf, type MailData, puckDataOf, UnknownBlocks } from './puckData';
import { ThemeEditor } from './ThemeEditor';
import { rootZone, useMailActions, useMailTheme, usePuck } from './usePuck';
import { useManifestWords } from './words';

interface MailEditorProps {
  manifest: BlockManifest;
  /** As it is at first; what becomes of it is told to `onChange`. */
  document: MailDocument;
  onChange: (document: MailDocument) => void;
  draft: EmailDraft;
  complete: boolean;
  /** Stands beside undo and redo. */
  tools: ReactNode;
}

/** A mail of blocks: Puck's canvas, and the same as a list. */
export default function MailEditor({ document, ...rest }: MailEditorProps) {
  const { t } = useLingui();
  const [start] = useState(() => dataOrUnknown(document, rest.manifest));
  if (start instanceof UnknownBlocks) {
    const types = start.types.join(', ');
    return (
      <Alert color="orange" title={t`This mail cannot be changed here`}>
        <Trans>
          It holds blocks that this version does not know: {types}. It stays as it is; choose
          another start to write it anew.
        </Trans>
      </Alert>
    );
  }
  return <WithPuck {...rest} start={start} />;
}

function dataOrUnknown(document: MailDocument, manifest: BlockManifest) {
  try {
    return puckDataOf(document, manifest);
  } catch (error) {
    if (error instanceof UnknownBlocks) return error;
    throw error;
  }
}

// The app's style stays out of the mail, and Puck waits for none.
const frame = { syncHostStyles: false, waitForStyles: false };

function WithPuck({ start, ...props }: Omit<MailEditorProps, 'document'> & { start: MailData }) {
  const { manifest } = props;
  const wordsOf = useManifestWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language comes with a new page
  const config = useMemo(() => puckConfigOf(manifest, wordsOf), [manifest]);
  const mayEdit = useRole('member');
  const permissions = useMemo(
    () => ({ drag: mayEdit, insert: mayEdit, edit: mayEdit, duplicate: false, delete: false }),
    [mayEdit],
  );
  const told = useRef(props.onChange);
  useEffect(() => {
    told.current = props.onChange;
  });
  const onChange = useCallback(
    (data: Data) => told.current(documentOf(data as unknown as MailData, manifest)),
    [manifest],
  );
  return (
    <div className={classes.puck}>
      <Puck
        config={config}
        data={start as unknown as Data}
        onChange={onChange}
        iframe={frame}
        overrides={overrides}
        permissions={permissions}
      >
        <ManifestContext value={manifest}>
          <Workshop {...props} />
        </ManifestContext>
      </Puck>
    </div>
  );
}

function Workshop({ manifest, draft, complete, tools }: Omit<MailEditorProps, 'document'>) {
  const wide = useMediaQuery('(min-width: 75em)', false, { getInitialValueInEffect: false });
  const [chosen, setView] = useState<View>();
  const view = chosen === 'edit' && !wide ? 'desk' : (chosen ?? (wide ? 'edit' : 'desk'));
  const [contactId, setContactId] = useState<string>();
  const preview = useMailPreview(draft, complete, contactId);
  const theme = useMailTheme();
  const { changeTheme } = useMailActions();
  return (
    <ReaderContext value={contactId}>
      <div className={classes.editor}>
        <div className={classes.side}>
          <div className={classes.tools}>
            <History />
            {tools}
          </div>
          <Tabs defaultValue="blocks" keepMounted={false}>
            <Tabs.List mb="sm">
              <Tabs.Tab value="blocks">
                <Trans>Blocks</Trans>
              </Tabs.Tab>
              <Tabs.Tab value="theme">
                <Trans>Colours</Trans>
              </Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="blocks">
              <BlockPanel tiles={wide && <BlockTiles />}>
                <WithoutFooter missing={preview.data?.remarks ?? []} />
              </BlockPanel>
            </Tabs.Panel>
            <Tabs.Panel value="theme">
              <ThemeEditor manifest={manifest} theme={theme} onChange={changeTheme} />
            </Tabs.Panel>
          </Tabs>
        </div>
        <LookAt
          view={view}
          onView={setView}
          contactId={contactId}
          onContact={setContactId}
          preview={preview}
          canvas={wide ? <MailCanvas /> : undefined}
        />
      </div>
    </ReaderContext>
  );
}

function History() {
  const { t } = useLingui();
  const { back, forward, hasPast, hasFuture, index } = usePuck((state) => state.history);
  return (
    <div data-step={index}>
      <ActionIcon size="lg" aria-label={t`Undo`} disabled={!hasPast} onClick={back}>
        <IconArrowBackUp size={18} />
      </ActionIcon>
      <ActionIcon size="lg" aria-label={t`Redo`} disabled={!hasFuture} onClick={forward}>
        <IconArrowForwardUp size={18} />
      </ActionIcon>
    </div>
  );
}

/** A footer has whatever is missing. */
function WithoutFooter({ missing }: { missing: MissingPart[] }) {
  const { add } = useMailActions();
  const getPuck = useGetPuck();
  const mayEdit = useRole('member');
  const addFooter = () => {
    const { content } = getPuck().appState.data as unknown as MailData;
    add('footer', rootZone, placeToAdd(content, 'footer'));
  };
  return <MissingFooter missing={missing} {...(mayEdit && { onInsert: addFooter })} />;
}
