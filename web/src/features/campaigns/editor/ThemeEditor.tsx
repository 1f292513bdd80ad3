import { Stack } from '@mantine/core';
import { FieldEditor } from './FieldEditor';
import type { BlockManifest } from './mailDocument';

interface ThemeEditorProps {
  manifest: BlockManifest;
  theme: Record<string, string>;
  onChange: (theme: Record<string, string>) => void;
}

/** Colours and letters of the whole mail. */
export function ThemeEditor({ manifest, theme, onChange }: ThemeEditorProps) {
  return (
    <Stack gap="sm">
      {Object.entries(manifest.theme).map(([key, field]) => (
        <FieldEditor
          key={key}
          field={field}
          value={theme[key]}
          onChange={(value) => onChange({ ...theme, [key]: String(value) })}
        />
      ))}
    </Stack>
  );
}
