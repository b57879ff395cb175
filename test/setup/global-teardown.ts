import { stopServices } from './running-services.js';

/** Once after all journeys. A run that is killed before needs none: the services stop with the process. */
// eslint-disable-next-line import-x/no-default-export -- Jest asks for it
export default async function globalTeardown(): Promise<void> {
  await stopServices();
}
