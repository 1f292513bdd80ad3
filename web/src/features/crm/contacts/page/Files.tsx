import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Progress, Text } from '@mantine/core';
import { IconDownload, IconFile, IconPaperclip, IconPhoto, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { useRole } from '@/features/accounts';
import { api, upload } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatBytes } from '@/shared/lib/numbers';
import {
  deleteUndoably,
  ErrorState,
  ListSkeleton,
  RelativeTime,
  Row,
  RowList,
  toast,
} from '@/shared/ui';
import { type Attachment, attachmentsQuery } from '../api';
import { FilePreview, saveAttachment } from './FilePreview';
import classes from './page.module.css';

interface Upload {
  name: string;
  share: number;
}

/** Offers, contracts, pictures: dropped here or chosen. */
export function Files({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const query = useQuery(attachmentsQuery(contactId));
  const { uploads, send } = useUploads(contactId);
  const [preview, setPreview] = useState<Attachment | null>(null);
  const files = query.data?.items ?? [];
  return (
    <>
      {mayEdit && <DropZone onFiles={send} />}
      {uploads.map(({ name, share }) => (
        <div key={name} className={classes.upload}>
          <Text size="sm" truncate>
            {name}
          </Text>
          <Progress value={share * 100} aria-label={t`Uploading ${name}`} />
        </div>
      ))}
      {query.isPending && <ListSkeleton rows={2} />}
      {query.error && <ErrorState error={query.error} onRetry={query.refetch} compact />}
      {files.length > 0 && (
        <div className={classes.list}>
          <RowList label={t`Files`}>
            {files.map((file) => (
              <FileRow key={file.id} file={file} onPreview={() => setPreview(file)} />
            ))}
          </RowList>
        </div>
      )}
      {preview && <FilePreview file={preview} onClose={() => setPreview(null)} />}
    </>
  );
}

function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first
    <div
      className={classes.dropZone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconPaperclip size={18} aria-hidden />
      <Text size="md" c="dimmed" className="by-mouse">
        <Trans>Drop files here, or</Trans>
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => input.current?.click()}>
        <Trans>Choose files</Trans>
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}

function useUploads(contactId: string) {
  const queryClient = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const tell = (name: string, share: number | null) =>
    setUploads((now) => {
      const others = now.filter((one) => one.name !== name);
      return share === null ? others : [...others, { name, share }];
    });
  const sendOne = async (file: File) => {
    tell(file.name, 0);
    try {
      const onProgress = (share: number) => tell(file.name, share);
      const stored = await upload<{ id: string }>('/api/files', file, { onProgress });
      await api.POST('/api/crm/contacts/{id}/attachments', {
        params: { path: { id: contactId } },
        body: { file_id: stored.id },
      });
    } catch (error) {
      toast.error(error);
    }
    tell(file.name, null);
  };
  const send = async (files: File[]) => {
    // One after the other: each gets the whole line, and the list keeps their order.
    for (const file of files) await sendOne(file);
    await queryClient.invalidateQueries({ queryKey: attachmentsQuery(contactId).queryKey });
  };
  return { uploads, send };
}

const shownTypes = /^image\/(png|jpeg|gif|webp)$/;

function FileRow({ file, onPreview }: { file: Attachment; onPreview: () => void }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const mayEdit = useRole('member');
  const remove = useDeleteFile(file);
  const isPicture = shownTypes.test(file.media_type);
  const Glyph = isPicture ? IconPhoto : IconFile;
  return (
    <Row
      icon={<Glyph size={20} stroke={1.6} aria-hidden />}
      title={
        <button
          type="button"
          className={classes.fileName}
          onClick={isPicture ? onPreview : () => void saveAttachment(file).catch(toast.error)}
        >
          {file.name}
        </button>
      }
      detail={
        <>
          {formatBytes(file.size, locale)}
          {' · '}
          <RelativeTime instant={file.created_at} />
        </>
      }
    >
      <Group gap={2}>
        <ActionIcon
          aria-label={t`Download ${file.name}`}
          onClick={() => void saveAttachment(file).catch(toast.error)}
        >
          <IconDownload size={17} aria-hidden />
        </ActionIcon>
        {mayEdit && (
          <ActionIcon aria-label={t`Delete ${file.name}`} onClick={remove}>
            <IconTrash size={17} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </Row>
  );
}

function useDeleteFile(file: Attachment) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { queryKey } = attachmentsQuery(file.contact_id);
  return () =>
    deleteUndoably({
      message: t`File deleted`,
      hide: () =>
        queryClient.setQueryData(
          queryKey,
          (data) => data && { items: data.items.filter(({ id }) => id !== file.id) },
        ),
      show: () => void queryClient.invalidateQueries({ queryKey }),
      send: () => api.DELETE('/api/crm/attachments/{id}', { params: { path: { id: file.id } } }),
    });
}
