import { Problem } from '../http/problem.js';

/** Problem and rules, each with its count: enough for statistics, nothing of a file. */
export function rejectionData(problem: Problem): Record<string, unknown> {
  const rules: Record<string, number> = {};
  for (const { rule } of problem.details.errors ?? []) if (rule) rules[rule] = (rules[rule] ?? 0) + 1;
  return { problem: problem.definition.code, rules };
}
