import type { Usage } from '../api';
import { useList, useListQuestion } from '../useAnswer';
import { Card } from './Card';
import { DataTable, type Column } from './DataTable';
import { ExportButtons } from './ExportButtons';
import { MoreButton } from './MoreButton';
import { Answered } from './states';

interface Props {
  topic: 'channels' | 'people';
  title: string;
  hint: string;
  columns: readonly Column<Usage>[];
}

/** Channels or people with how much they were used, or used it. */
export function UsageTable({ topic, title, hint, columns }: Props) {
  const question = useListQuestion();
  const asked = useList(topic, question, {});
  return (
    <Card
      title={title}
      hint={hint}
      testId={topic}
      actions={<ExportButtons view="minutes" question={question} />}
    >
      <Answered
        of={asked}
        size="h-64"
        isEmpty={(items) => items.length === 0}
        nothing="Nobody was in voice in this time."
      >
        {(items) => (
          <DataTable
            caption={title}
            rows={items}
            columns={columns}
            keyOf={({ id }) => id}
            largest="Time in voice"
            testId={`${topic}-table`}
          />
        )}
      </Answered>
      <MoreButton of={asked} />
    </Card>
  );
}
