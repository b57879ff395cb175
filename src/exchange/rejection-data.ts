import { Problem } from '../http/problem.js';
import { Finding } from '../standard/findings.js';
import { capabilityIn } from './destination.js';
import { Rejection } from './transmission.store.js';

/** Problem and rules, each with its count: enough for statistics, nothing of a file. */
export function rejectionData(problem: Problem): Record<string, unknown> {
  const rules: Record<string, number> = {};
  for (const { rule } of problem.details.errors ?? []) if (rule) rules[rule] = (rules[rule] ?? 0) + 1;
  return { problem: problem.definition.code, rules };
}

/** The problem as it is stored with what was rejected for it. */
export function rejectionOf(problem: Problem): Rejection {
  return {
    problem: problem.definition.code,
    capability: capabilityIn(problem),
    findings: findingsOf(problem),
    findingsTotal: totalOf(problem),
  };
}

function findingsOf(problem: Problem): Finding[] {
  return (problem.details.errors ?? []).flatMap(({ file, row, column, item, rule, severity, detail }) =>
    rule && severity
      ? [
          {
            file: file ?? null,
            row: row ?? null,
            column: column ?? null,
            item: item ?? null,
            rule: rule as Finding['rule'],
            severity,
            message: detail,
          },
        ]
      : [],
  );
}

function totalOf(problem: Problem): number {
  return Number(problem.details.members?.errorsTotal ?? 0);
}
