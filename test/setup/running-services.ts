import { rmSync } from 'node:fs';
import { createTemporaryHome } from '../../scripts/embedded/place.js';

type Stop = () => Promise<void> | void;

/** Setup and teardown are loaded apart from each other and share nothing but the process: what runs is noted there. */
const services = globalThis as typeof globalThis & { careplanServices?: { home?: string; stops: Stop[] } };

/** Remembers how to stop what was started; stopped in reverse order. */
export function onTeardown(stop: Stop): void {
  running().stops.push(stop);
}

/** A folder for the services of this run. */
export function temporaryHome(): string {
  const state = running();
  if (state.home !== undefined) return state.home;
  const home = createTemporaryHome();
  state.home = home;
  state.stops.unshift(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

export async function stopServices(): Promise<void> {
  const { stops } = running();
  delete services.careplanServices;
  for (const stop of stops.reverse()) await stop();
}

function running(): { home?: string; stops: Stop[] } {
  return (services.careplanServices ??= { stops: [] });
}
