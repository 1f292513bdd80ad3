import type { ReactNode } from 'react';
import classes from './record.module.css';

/** A part of a record's profile: a heading and its facts. */
export function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.facts}>
      <h2 className={classes.heading}>{title}</h2>
      {children}
    </section>
  );
}

/** One thing that is known of a record. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <div className={classes.label}>{label}</div>
      <div className={classes.content}>{children}</div>
    </div>
  );
}
