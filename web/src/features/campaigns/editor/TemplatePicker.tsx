import { Trans, useLingui } from '@lingui/react/macro';
import { Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, ListSkeleton } from '@/shared/ui';
import { type MailTemplate, templatesQuery } from './api';
import classes from './editor.module.css';

/** The library: a start for every occasion, from a plain letter to an offer. */
export function TemplatePicker({ onPick }: { onPick: (template: MailTemplate) => void }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(templatesQuery);
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <ListSkeleton rows={4} />;
  return (
    <>
      <Text c="dimmed">
        <Trans>Begin with one of these. Every word and colour can be changed.</Trans>
      </Text>
      <ul className={classes.templates} aria-label={t`Templates`}>
        {data.map((template) => (
          <li key={template.key}>
            <UnstyledButton className={classes.template} onClick={() => onPick(template)}>
              <span
                className={classes.swatch}
                style={{ background: template.document.theme?.accent }}
                aria-hidden
              />
              <span className={classes.templateName}>{template.name}</span>
              <span className={classes.summary}>{template.description}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
}
