import { Answer, Call } from '../setup/api.js';
import { Actor } from './cast.js';
import { Stage, Told } from './stage.js';

/** Who asks for what: an id that there is, or one of the same form that there is not. */
export interface Asked {
  readonly stage: Stage;
  readonly actor: Actor;
  readonly id: string;
  /** What the statement in it is about: the same as `id`, unless that is none. */
  readonly about: string;
}

/** How an operation is called so that nothing but the authorization can refuse it. */
export interface Operation {
  readonly call?: (asked: Asked) => Call | Promise<Call>;
  /** Reads what became of one item, where the operation is about many. */
  readonly item?: (answer: Answer, id: string) => Told;
}

export type Operations = Readonly<Record<string, Operation>>;
