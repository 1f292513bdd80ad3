import { useLingui } from '@lingui/react/macro';
import { isApiError } from '@/shared/api';
import { explain } from '@/shared/ui';

/** As the server's bound; larger files need not be sent to be refused. */
const mostBytes = 2 * 1024 ** 3;

/** Why a file cannot be taken, and what one can do. */
export function useFileProblem() {
  const { t } = useLingui();
  const spreadsheet = t`This is no CSV file. Open it in its program, choose “Save as” and then “CSV”, and take the new file.`;
  return {
    beforeUpload: (file: File): string | null => {
      if (/\.(xlsx?|xlsm|ods|numbers)$/i.test(file.name)) return spreadsheet;
      if (file.size === 0) return t`This file is empty.`;
      if (file.size > mostBytes)
        return t`This file is too large: at most 2 GB can be sent at once.`;
      return null;
    },
    afterUpload: (error: unknown): string => {
      if (isApiError(error)) {
        const [bad] = error.problem.errors ?? [];
        if (bad?.code === 'not_csv') return spreadsheet;
        if (bad?.field === 'file')
          return t`This file cannot be read. The server says: ${bad.message}.`;
      }
      const { title, advice } = explain(error);
      return [title, advice].filter(Boolean).join('. ');
    },
  };
}
