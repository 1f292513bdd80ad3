import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api, type Body } from '@/shared/api';
import { gather } from '@/shared/lib/gather';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatBytes } from '@/shared/lib/numbers';
import { saveFile } from '@/shared/lib/saveFile';
import { toast } from '@/shared/ui';
import type { Chosen } from './bulk';

export type ExportFormat = NonNullable<Body<'/api/crm/exports', 'post'>['format']>;

/** The chosen contacts as a file. Says how much has come, since a large book takes a while, and lets it be stopped. */
export function useExport(sort: string) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  return useMutation({
    mutationFn: async ({ chosen, format }: { chosen: Chosen; format: ExportFormat }) => {
      const stop = new AbortController();
      const progress = toast.progress(t`Your file is being made`, () => stop.abort());
      try {
        const { data } = await api.POST('/api/crm/exports', {
          body: {
            format,
            sort,
            ...(chosen.kind === 'ids'
              ? { ids: [...chosen.ids] }
              : { q: chosen.q, filter: chosen.filter as never }),
          },
          parseAs: 'stream',
          signal: stop.signal,
        });
        const file = await gather(data as unknown as ReadableStream, (bytes) =>
          progress.say(formatBytes(bytes, locale)),
        );
        saveFile(file, `contacts.${format}`);
      } catch (error) {
        if (!stop.signal.aborted) throw error;
      } finally {
        progress.close();
      }
    },
    onError: toast.error,
  });
}
