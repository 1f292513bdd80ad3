import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api } from '@/shared/api';
import { saveFile } from '@/shared/lib/saveFile';
import { BlockSkeleton, Dialog, ErrorState } from '@/shared/ui';
import type { Attachment } from '../api';
import classes from './page.module.css';

/** The bytes; an <img> or a link could not say which project it means. */
async function bytesOf(file: Attachment): Promise<Blob> {
  const { data } = await api.GET('/api/files/{id}', {
    params: { path: { id: file.file_id } },
    parseAs: 'blob',
  });
  return data as unknown as Blob;
}

/** Into the person's downloads. */
export async function saveAttachment(file: Attachment) {
  saveFile(await bytesOf(file), file.name);
}

/** A picture, large. */
export function FilePreview({ file, onClose }: { file: Attachment; onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['files', file.file_id],
    queryFn: () => bytesOf(file),
    gcTime: 0,
  });
  const address = useMemo(() => data && URL.createObjectURL(data), [data]);
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);
  return (
    <Dialog onClose={onClose} size="auto" title={file.name}>
      {error && <ErrorState error={error} onRetry={refetch} compact />}
      {address && <img src={address} alt={file.name} className={classes.picture} />}
      {!address && !error && <BlockSkeleton height={240} />}
    </Dialog>
  );
}
