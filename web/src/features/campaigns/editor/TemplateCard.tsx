import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { frameDocument, frameSandbox } from '@/features/mail';
import { type MailTemplate, templatePreviewQuery } from './api';
import classes from './templateCard.module.css';

interface TemplateCardProps {
  template: Omit<MailTemplate, 'key' | 'category'>;
  onOpen: () => void;
}

/** A template as a small picture of the mail, with its name: an item of a `TemplateCards` list. */
export function TemplateCard({ template, onOpen }: TemplateCardProps) {
  return (
    <li className={classes.card}>
      <Thumbnail template={template} />
      <UnstyledButton className={classes.open} onClick={onOpen}>
        <span className={classes.name}>{template.name}</span>
        <span className={classes.detail}>{template.description}</span>
      </UnstyledButton>
    </li>
  );
}

/** Only to be seen: the name beside it says what it is. */
function Thumbnail({ template }: { template: TemplateCardProps['template'] }) {
  const { data } = useQuery(templatePreviewQuery(template));
  const accent = template.document.theme?.accent;
  return (
    <div className={classes.thumbnail} style={{ borderTopColor: `${accent ?? ''}` }} aria-hidden>
      {data && (
        <iframe
          title={template.name}
          tabIndex={-1}
          className={classes.mail}
          sandbox={frameSandbox}
          srcDoc={frameDocument(`<style>html{overflow:hidden}</style>${data.html}`)}
        />
      )}
    </div>
  );
}
