import { GatewayProblem } from '../../src/client/gateway-problem.js';

/** How the gateway refused it. Throws when it did not. */
export async function refusalOf(action: () => Promise<unknown>): Promise<GatewayProblem> {
  try {
    await action();
  } catch (error) {
    if (error instanceof GatewayProblem) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
