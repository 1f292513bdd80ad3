import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type Schemas, upload } from '@/shared/api';
import { explain } from '@/shared/ui';

export type AttachedFile = Pick<Schemas['AttachedFile'], 'id' | 'name' | 'size'>;

export const mostAttachments = 10;
const mostBytes = 10 * 1024 * 1024;

interface Upload {
  name: string;
  share: number;
}

/** Uploads files one after the other and adds them; what would be too much is refused before it travels. */
export function useAttachments(files: AttachedFile[], onChange: (files: AttachedFile[]) => void) {
  const { t } = useLingui();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [refused, setRefused] = useState<string>();
  const send = async (chosen: File[]) => {
    setRefused(undefined);
    const bytes = [...files, ...chosen].reduce((sum, { size }) => sum + size, 0);
    if (bytes > mostBytes) return setRefused(t`That would be more than 10 MB together.`);
    if (files.length + chosen.length > mostAttachments)
      return setRefused(t`A mail takes at most ${mostAttachments} files.`);
    const added = [...files];
    try {
      for (const file of chosen) {
        const name = file.name;
        const onProgress = (share: number) => setUploads([{ name, share }]);
        onProgress(0);
        added.push(await upload<AttachedFile>('/api/files', file, { onProgress }));
      }
    } catch (error) {
      const { title, advice } = explain(error);
      setRefused([title, advice].filter(Boolean).join('. '));
    }
    setUploads([]);
    if (added.length > files.length) onChange(added);
  };
  return { uploads, send, refused };
}
