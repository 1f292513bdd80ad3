import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Anchor, Tabs, Text, Title, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant } from '@/shared/lib/time';
import { BlockSkeleton, ErrorState, LinkAnchor, useSave } from '@/shared/ui';
import { mailQuery, type ShownMail } from './api';
import { frameDocument, frameSandbox, linkedText } from './frame';
import classes from './MailView.module.css';

const route = getRouteApi('/app/dev-inbox');

/** One mail: as it looks, as plain text, its header fields, and the bytes that would travel. */
export function MailView({ id }: { id: string }) {
  const mail = useQuery(mailQuery(id));
  if (mail.isPending)
    return (
      <div className={classes.body}>
        <BlockSkeleton height={300} />
      </div>
    );
  if (mail.isError) return <ErrorState error={mail.error} onRetry={mail.refetch} />;
  return (
    <article className={classes.mail}>
      <Head mail={mail.data} />
      <Bodies mail={mail.data} />
    </article>
  );
}

function Head({ mail }: { mail: ShownMail }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const navigate = route.useNavigate();
  const remove = useSave(
    async () => {
      await api.DELETE('/api/dev-inbox/{id}', { params: { path: { id: mail.id } } });
      await navigate({ search: {}, replace: true });
    },
    { refetch: [['dev-inbox', 'list']], done: t`Mail deleted` },
  );
  return (
    <header className={classes.head}>
      <LinkAnchor to="/dev-inbox" search={{}} size="sm" c="dimmed" className={classes.back}>
        <IconChevronLeft size={14} aria-hidden />
        <Trans>All mails</Trans>
      </LinkAnchor>
      <div className={classes.line}>
        <Title order={2} className={classes.subject}>
          {mail.subject}
        </Title>
        <Tooltip label={t`Delete this mail`}>
          <ActionIcon
            size="lg"
            aria-label={t`Delete this mail`}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            <IconTrash size={17} />
          </ActionIcon>
        </Tooltip>
      </div>
      <dl className={classes.facts}>
        <dt>
          <Trans>From</Trans>
        </dt>
        <dd>{mail.sender}</dd>
        <dt>
          <Trans>To</Trans>
        </dt>
        <dd>{mail.recipient}</dd>
        <dt>
          <Trans>When</Trans>
        </dt>
        <dd>{formatInstant(mail.created_at, locale)}</dd>
      </dl>
    </header>
  );
}

function Bodies({ mail }: { mail: ShownMail }) {
  const { t } = useLingui();
  return (
    <Tabs defaultValue={mail.html ? 'html' : 'text'} keepMounted={false} className={classes.tabs}>
      <Tabs.List px={12}>
        {mail.html && (
          <Tabs.Tab value="html">
            <Trans>Mail</Trans>
          </Tabs.Tab>
        )}
        {mail.text && (
          <Tabs.Tab value="text">
            <Trans>Plain text</Trans>
          </Tabs.Tab>
        )}
        <Tabs.Tab value="headers">
          <Trans>Headers</Trans>
        </Tabs.Tab>
        <Tabs.Tab value="source">
          <Trans context="of a mail">Source</Trans>
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="html" className={classes.panel}>
        <iframe
          className={classes.frame}
          title={t`The mail “${mail.subject}”`}
          sandbox={frameSandbox}
          srcDoc={frameDocument(mail.html)}
        />
      </Tabs.Panel>
      <Tabs.Panel value="text" className={classes.panel}>
        <Scrolled label={t`Plain text`}>
          <Text component="div" className={classes.text}>
            {linkedText(mail.text).map(({ text, href }, index) =>
              href ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text stay in their order
                <Anchor key={index} href={href} target="_blank" rel="noreferrer">
                  {text}
                </Anchor>
              ) : (
                text
              ),
            )}
          </Text>
        </Scrolled>
      </Tabs.Panel>
      <Tabs.Panel value="headers" className={classes.panel}>
        <Scrolled label={t`Headers`}>
          <dl className={classes.headers}>
            {mail.headers.map(({ name, value }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a header may stand there twice
              <div key={index}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Scrolled>
      </Tabs.Panel>
      <Tabs.Panel value="source" className={classes.panel}>
        <Scrolled label={t({ message: 'Source', context: 'of a mail' })}>
          <pre className={classes.source}>{mail.source}</pre>
        </Scrolled>
      </Tabs.Panel>
    </Tabs>
  );
}

function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
