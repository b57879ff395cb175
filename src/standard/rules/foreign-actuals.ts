import { isFromCareManager, mayBeCareManager, NamedFile } from '../named-file.js';
import { NO_FAULTS, RecordRule } from './rule.js';

/**
 * Actuals are the sender's own. Not applied when the sender is on the care-manager side: a commissioned office passes
 * actuals on to its regional center. Names of 202208 do not tell the sender's side; there, rows whose planner
 * (プラン担当業者) is the sender are taken as passed on.
 */
export const foreignActuals: RecordRule = {
  code: 'foreign-actuals',
  severity: 'error',
  source: '付8 2-3, 4-1; 標準仕様, 実績情報',
  start(file) {
    const { form, sender, senderServiceType } = file.name;
    if (form.group !== 'actual' || isFromCareManager(file)) return null;
    const column = columnOf(file, 'serviceOfficeNumber');
    if (column === undefined) return null;
    const mayPassOn = senderServiceType === null && mayBeCareManager(file.registered?.sender);
    const planner = mayPassOn ? columnOf(file, 'plannerOfficeNumber') : undefined;
    return ({ values, isSound }) => {
      if (values[column - 1] === sender || !isSound(column)) return NO_FAULTS;
      if (planner !== undefined && values[planner - 1] === sender) return NO_FAULTS;
      return [{ column }];
    };
  },
};

function columnOf({ name }: NamedFile, id: string): number | undefined {
  return name.form.fields.find((field) => field.id === id)?.number;
}
