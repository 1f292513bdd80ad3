import { useLingui } from '@lingui/react/macro';
import { isApiError } from '@/shared/api';
import { explain } from '@/shared/ui';

/** As the server's bound; larger files need not be sent to be refused. */
const mostBytes = 2 * 1024 ** 3;

/** Why a file cannot be taken, and what one can do. */
export function useFileProblem() {
  const { t } = useLingui();
  const wordsOf = ({ code, message }: { code: string; message: string }): string => {
    const [, line] = /line (\d+)/.exec(message) ?? [];
    switch (code) {
      case 'not_csv':
        return spreadsheet;
      case 'empty':
        return t`This file is empty.`;
      case 'too_many_columns':
        return t`This file has more than 512 columns. Delete those that you do not need.`;
      case 'csv_unterminated_quote':
        return line
          ? t`A quotation mark is never closed. Look for it in line ${line} and below.`
          : t`A quotation mark is never closed.`;
      default:
        return t`This file cannot be read. The server says: ${message}.`;
    }
  };
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
        const words = bad?.field === 'file' && wordsOf(bad);
        if (words) return words;
      }
      const { title, advice } = explain(error);
      return [title, advice].filter(Boolean).join('. ');
    },
  };
}
