import { Badge } from '@mantine/core';
import type { Contact } from './api';
import { useStages } from './stages';

export const stageColors: Record<Contact['lifecycle_stage'], string> = {
  lead: 'gray',
  prospect: 'orange',
  customer: 'green',
  evangelist: 'grape',
};

export function StageBadge({ stage }: { stage: Contact['lifecycle_stage'] }) {
  return <Badge color={stageColors[stage]}>{useStages()[stage]}</Badge>;
}
