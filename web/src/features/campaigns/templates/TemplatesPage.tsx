import { Trans, useLingui } from '@lingui/react/macro';
import { Title } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { EmptyState, ErrorState, ListSkeleton, Page, PageHeader } from '@/shared/ui';
import { libraryQuery, type MailTemplate } from '../editor/api';
import { TemplateCard } from '../editor/TemplateCard';
import cards from '../editor/templateCard.module.css';
import { type SavedTemplate, savedTemplatesQuery } from './api';
import { TemplateDialog } from './TemplateDialog';
import classes from './templates.module.css';

type Shown = { saved?: SavedTemplate; template: Omit<MailTemplate, 'key' | 'category'> };

/** Mails to begin with: those of the project, and those that come with SocialFlow. */
export default function TemplatesPage() {
  const { t } = useLingui();
  const library = useQuery(libraryQuery());
  const saved = useQuery(savedTemplatesQuery);
  const [shown, setShown] = useState<Shown>();
  const error = library.error ?? saved.error;
  const refetch = () => Promise.all([library.refetch(), saved.refetch()]);
  return (
    <Page>
      <PageHeader
        compact
        title={t`Templates`}
        description={<Trans>Mails to begin with. Every word and colour can be changed.</Trans>}
      />
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!error && !(library.data && saved.data) && <ListSkeleton rows={6} />}
      {library.data && saved.data && (
        <>
          <Group title={t`Your own`}>
            {saved.data.length === 0 && (
              <li className={classes.none}>
                <EmptyState icon={IconTemplate} title={t`None of your own yet`} compact>
                  <Trans>
                    Open one of those below and keep a copy, or keep a mail as a template while you
                    write it.
                  </Trans>
                </EmptyState>
              </li>
            )}
            {saved.data.map((one) => {
              const template = { ...one, description: one.subject };
              return (
                <TemplateCard
                  key={one.id}
                  template={template}
                  onOpen={() => setShown({ saved: one, template })}
                />
              );
            })}
          </Group>
          {byCategory(library.data).map(([category, templates]) => (
            <Group key={category} title={category}>
              {templates.map((template) => (
                <TemplateCard
                  key={template.key}
                  template={template}
                  onOpen={() => setShown({ template })}
                />
              ))}
            </Group>
          ))}
        </>
      )}
      {shown && (
        <TemplateDialog
          template={shown.template}
          saved={shown.saved}
          onClose={() => setShown(undefined)}
        />
      )}
    </Page>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <ul className={cards.cards}>{children}</ul>
    </section>
  );
}

function byCategory(templates: MailTemplate[]): [string, MailTemplate[]][] {
  const groups = new Map<string, MailTemplate[]>();
  for (const template of templates)
    groups.set(template.category, [...(groups.get(template.category) ?? []), template]);
  return [...groups];
}
