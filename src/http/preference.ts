/** Prefer: wait (RFC 7240 section 4.3), in seconds: at most so long, which no proxy takes for a dead connection. */
const longestSeconds = 30;

/**
 * The seconds that the header Prefer asks to wait. Null when it does not; what is asked for beyond the longest is granted so
 * far.
 */
export function preferredWait(prefer: string | undefined): number | null {
  const seconds = Number(/(?:^|[\s,;])wait=(\d{1,6})(?=$|[\s,;])/i.exec(prefer ?? '')?.[1] ?? 0);
  return seconds > 0 ? Math.min(seconds, longestSeconds) : null;
}

/** For the OpenAPI document: the header, and what of it was granted. */
export const preferHeader = {
  name: 'Prefer',
  required: false,
  description: 'wait=N: wait for something new, at most N and 30 seconds (RFC 7240) / 到着を待つ秒数（最大30）',
  schema: { type: 'string' as const },
  example: 'wait=30',
};
export const preferenceApplied = {
  'Preference-Applied': {
    description: 'wait=N when waiting was granted (RFC 7240) / 待機が適用された場合',
    schema: { type: 'string' as const },
    example: 'wait=30',
  },
};
