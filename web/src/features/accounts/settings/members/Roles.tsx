import { useLingui } from '@lingui/react/macro';
import { Row, RowList, Section } from '@/shared/ui';
import { useRoleNames, useRoleWords } from '../../roles';
import type { Role } from '../../session';

const all: Role[] = ['owner', 'admin', 'manager', 'member', 'viewer'];

export function Roles() {
  const { t } = useLingui();
  const names = useRoleNames();
  const words = useRoleWords();
  return (
    <Section
      title={t`What the roles may do`}
      description={t`Each may also do everything that stands below it.`}
      flush
    >
      <RowList label={t`Roles`}>
        {all.map((role) => (
          <Row key={role} title={names[role]} detail={words[role]} />
        ))}
      </RowList>
    </Section>
  );
}
