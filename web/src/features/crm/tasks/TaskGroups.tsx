import { useLingui } from '@lingui/react/macro';
import type { Task } from './api';
import { type Due, dueOf, dues } from './due';
import { TaskItem } from './TaskItem';
import classes from './tasks.module.css';

/** Open tasks by when they are due: what is late comes first. */
export function TaskGroups({ tasks, bare }: { tasks: Task[]; bare?: boolean }) {
  const { t } = useLingui();
  const names: Record<Due, string> = {
    overdue: t`Overdue`,
    today: t`Today`,
    upcoming: t`Upcoming`,
    someday: t`Without a date`,
  };
  return dues.map((due) => {
    const ofDue = tasks.filter((task) => dueOf(task) === due);
    if (ofDue.length === 0) return null;
    return (
      <section key={due} className={classes.group}>
        <h2 className={classes.groupName} data-due={due}>
          {names[due]} <span className={classes.count}>{ofDue.length}</span>
        </h2>
        <ul className={classes.list} aria-label={names[due]}>
          {ofDue.map((task) => (
            <TaskItem key={task.id} task={task} bare={bare} />
          ))}
        </ul>
      </section>
    );
  });
}

export function DoneTasks({ tasks, bare }: { tasks: Task[]; bare?: boolean }) {
  const { t } = useLingui();
  return (
    <ul className={classes.list} aria-label={t`Done`}>
      {tasks.map((task) => (
        <TaskItem key={task.id} task={task} bare={bare} />
      ))}
    </ul>
  );
}
