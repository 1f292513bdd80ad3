import classes from './companies.module.css';

/** The first letter in a square: people are round. */
export function CompanyLogo({ name, large }: { name: string; large?: boolean }) {
  return (
    <span className={classes.logo} data-large={large || undefined} aria-hidden>
      {[...name.trim()][0]?.toLocaleUpperCase()}
    </span>
  );
}
