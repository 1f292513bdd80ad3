import { useLingui } from '@lingui/react/macro';
import { fieldLabels, useRuleFields } from './fields';

/** What a personal word of a mail, such as "contact.first_name", is called on screens. */
export function useTokenWords(): (token: string) => string {
  const { t, i18n } = useLingui();
  const fields = useRuleFields();
  const others: Record<string, string> = {
    'project.name': t`Name of your project`,
    'campaign.name': t`Name of the campaign`,
    'sender.name': t`Name of the sender`,
    'sender.email': t`Address of the sender`,
    'sender.postal_address': t`Your postal address`,
    'links.unsubscribe': t`Link to unsubscribe`,
    'links.preferences': t`Link to the choice of topics`,
    'links.web_version': t`Link to the web version`,
  };
  return (token) => {
    const [, own, key = ''] = /^contact\.(custom_fields\.)?(.+)$/.exec(token) ?? [];
    if (own) return fields.find((field) => field.key === `custom.${key}`)?.label ?? key;
    const label = fieldLabels[key];
    return others[token] ?? (label ? i18n._(label) : token);
  };
}
