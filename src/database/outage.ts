/** SQLSTATE: connection exceptions, server going down or full, deadlock, and a statement or lock that took too long (Appendix A). */
const states = /^(08...|57P0.|57014|25P03|40P01|55P03|53300)$/;
const errnos = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** What pg and pg-pool throw without a code: pool exhausted, connection lost in or before a query. */
const withoutCode =
  /^(timeout exceeded when trying to connect|Connection terminated\b.*|Client has encountered a connection error.*|Client was closed and is not queryable)$/;

/** Whether an error says that PostgreSQL cannot be reached or has no room now: worth trying again, and no one's fault. */
export function isOutage(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return states.test(code) || errnos.has(code);
  return typeof message === 'string' && withoutCode.test(message);
}
