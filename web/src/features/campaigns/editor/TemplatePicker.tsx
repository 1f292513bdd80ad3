import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, ListSkeleton } from '@/shared/ui';
import { type MailTemplate, templatesQuery } from './api';
import { TemplateCard } from './TemplateCard';
import classes from './templateCard.module.css';

/** The library: a start for every occasion, from a plain letter to an offer. */
export function TemplatePicker({ onPick }: { onPick: (template: MailTemplate) => void }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(templatesQuery());
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <ListSkeleton rows={4} />;
  return (
    <>
      <Text c="dimmed">
        <Trans>Begin with one of these. Every word and colour can be changed.</Trans>
      </Text>
      <ul className={classes.cards} aria-label={t`Templates`}>
        {data.map((template) => (
          <TemplateCard key={template.key} template={template} onOpen={() => onPick(template)} />
        ))}
      </ul>
    </>
  );
}
