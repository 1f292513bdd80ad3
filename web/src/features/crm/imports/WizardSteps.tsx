import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { Step } from './mapping';
import classes from './WizardSteps.module.css';

export type WizardStep = 'file' | Step | 'import';

const order: WizardStep[] = ['file', 'columns', 'choices', 'check', 'import'];

interface WizardStepsProps {
  at: WizardStep;
  /** Of an import that did not run yet: steps before the present one can be gone back to. */
  importId?: string;
}

/** Where one is on the way from the file to the contacts. */
export function WizardSteps({ at, importId }: WizardStepsProps) {
  const { t } = useLingui();
  const labels: Record<WizardStep, string> = {
    file: t`File`,
    columns: t`Columns`,
    choices: t`Choices`,
    check: t`Check`,
    import: t`Import`,
  };
  const present = order.indexOf(at);
  return (
    <ol className={classes.steps} aria-label={t`Steps of the import`}>
      {order.map((step, index) => {
        const label = `${index + 1}. ${labels[step]}`;
        const open = importId && index < present && (step === 'columns' || step === 'choices');
        return (
          <li
            key={step}
            className={classes.step}
            data-done={index < present || undefined}
            aria-current={index === present ? 'step' : undefined}
          >
            <span className={classes.label}>
              {open ? (
                <Link to="/imports/$importId" params={{ importId }} search={{ step }}>
                  {label}
                </Link>
              ) : (
                label
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
