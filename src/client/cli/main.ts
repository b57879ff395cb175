#!/usr/bin/env node
import { careplanProgram } from './program.js';

await careplanProgram().parseAsync();
