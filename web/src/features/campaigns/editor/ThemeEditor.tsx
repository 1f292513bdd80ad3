import { Stack } from '@mantine/core';
import { FieldEditor } from './FieldEditor';
import type { BlockManifest, MailTheme } from './mailDocument';

interface ThemeEditorProps {
  manifest: BlockManifest;
  theme: MailTheme;
  onChange: (theme: MailTheme) => void;
}

/** Colours, letters and width of the whole mail. */
export function ThemeEditor({ manifest, theme, onChange }: ThemeEditorProps) {
  return (
    <Stack gap="sm">
      {Object.entries(manifest.theme).map(([key, field]) => (
        <FieldEditor
          key={key}
          field={field}
          value={theme[key]}
          onChange={(value) => onChange({ ...theme, [key]: value as string | number })}
        />
      ))}
    </Stack>
  );
}
