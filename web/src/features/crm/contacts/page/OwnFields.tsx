import { useLingui } from '@lingui/react/macro';
import { IconArrowUpRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useFormatLocale } from '@/shared/lib/locale';
import { type CustomField, customFieldsQuery } from '../../fields/api';
import { type FieldValue, fieldValueOf, formatFieldValue } from '../../fields/values';
import { EditableChoice, EditableList } from '../../record/EditableChoice';
import { EditableText } from '../../record/EditableText';
import { Facts } from '../../record/Fact';
import classes from '../../record/record.module.css';

interface OwnFieldsProps {
  record: { custom_fields: unknown };
  fixed: boolean;
  onSave: (values: Record<string, FieldValue>) => void;
}

/** The fields that the project added to its contacts, each edited by its type. */
export function OwnFields({ record, fixed, onSave }: OwnFieldsProps) {
  const { t } = useLingui();
  const { data } = useQuery(customFieldsQuery);
  const fields = data?.items ?? [];
  if (fields.length === 0) return null;
  return (
    <Facts title={t`Your fields`}>
      {fields.map((field) => (
        <OwnField
          key={field.id}
          field={field}
          value={fieldValueOf(record, field)}
          fixed={fixed}
          onSave={(value) => onSave({ [field.key]: value })}
        />
      ))}
    </Facts>
  );
}

interface OwnFieldProps {
  field: CustomField;
  value: FieldValue;
  fixed: boolean;
  onSave: (value: FieldValue) => void;
}

function OwnField({ field, value, fixed, onSave }: OwnFieldProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const shown = formatFieldValue(field, value, locale);
  const { label, type, options } = field;
  const text = value === null ? null : String(value);
  switch (type) {
    case 'select':
      return (
        <EditableChoice
          label={label}
          value={text}
          options={options.map((option) => ({ value: option, label: option }))}
          clearable
          fixed={fixed}
          onSave={onSave}
        />
      );
    case 'multi_select':
      return (
        <EditableList
          label={label}
          value={Array.isArray(value) ? value : []}
          options={options}
          shown={shown}
          fixed={fixed}
          onSave={(next) => onSave(next.length > 0 ? next : null)}
        />
      );
    case 'boolean':
      return (
        <EditableChoice
          label={label}
          value={text}
          options={[
            { value: 'true', label: t`Yes` },
            { value: 'false', label: t`No` },
          ]}
          clearable
          fixed={fixed}
          onSave={(next) => onSave(next === null ? null : next === 'true')}
        />
      );
    case 'number':
      return (
        <EditableText
          label={label}
          type="number"
          value={text}
          shown={shown}
          fixed={fixed}
          onSave={(next) => onSave(next === null ? null : Number(next))}
        />
      );
    case 'date':
      return (
        <EditableText
          label={label}
          type="date"
          value={text}
          shown={shown}
          fixed={fixed}
          onSave={onSave}
        />
      );
    case 'url':
      return (
        <EditableText
          label={label}
          type="url"
          value={text}
          fixed={fixed}
          aside={
            text && (
              <a
                href={text}
                target="_blank"
                rel="noreferrer"
                className={classes.go}
                aria-label={t`Open ${text}`}
              >
                <IconArrowUpRight size={16} aria-hidden />
              </a>
            )
          }
          onSave={onSave}
        />
      );
    default:
      return <EditableText label={label} value={text} fixed={fixed} onSave={onSave} />;
  }
}
