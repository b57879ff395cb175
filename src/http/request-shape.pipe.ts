import { ArgumentMetadata, Injectable, PipeTransform } from '@nestjs/common';
import { OpenAPIObject } from '@nestjs/swagger';
import { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { notFound, requestInvalid } from './http.problems.js';
import { ProblemError } from './problem.js';
import { isUnicodeText } from './unicode-text.js';

/**
 * Checks bodies and query strings against the OpenAPI document itself, so that what is documented is what is enforced.
 * A parameter is checked when its class is a schema of the document (list query classes with @ApiExtraModels).
 */
@Injectable()
export class RequestShapePipe implements PipeTransform {
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly schemas = new Set<string>();
  private readonly bodies = newAjv(false);
  private readonly queries = newAjv(true);

  /** Called once at start, when the document is made and before the first request. */
  use(document: OpenAPIObject): void {
    for (const name of Object.keys(document.components?.schemas ?? {})) this.schemas.add(name);
    for (const ajv of [this.bodies, this.queries]) {
      ajv.addSchema({ $id: 'urn:careplan:openapi', components: { schemas: document.components?.schemas ?? {} } });
    }
  }

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { type } = metadata;
    const name = metadata.metatype?.name;
    if (type === 'param' && findNonText(value, '') !== null) throw notFound();
    if ((type !== 'body' && type !== 'query') || !name || !this.schemas.has(name)) return value;
    // A query string arrives as an object without prototype, and is coerced in place: work on a copy.
    // A body that was left out is told by what it lacks; one that may be empty may be left out.
    const checked: unknown = type === 'query' ? { ...(value as object) } : value === undefined ? {} : value;
    const validate = this.validatorOf(name, type);
    if (!validate(checked)) {
      throw requestInvalid({ errors: (validate.errors ?? []).slice(0, 100).map((error) => placeOf(error, type)) });
    }
    const pointer = findNonText(checked, '');
    if (pointer !== null) throw requestInvalid({ errors: [{ ...placeAt(pointer, type), detail: notUnicodeText }] });
    return checked;
  }

  private validatorOf(name: string, type: 'body' | 'query'): ValidateFunction {
    const key = `${type}:${name}`;
    let validate = this.validators.get(key);
    if (!validate) {
      const ajv = type === 'query' ? this.queries : this.bodies;
      validate = ajv.compile({ $ref: `urn:careplan:openapi#/components/schemas/${name}` });
      this.validators.set(key, validate);
    }
    return validate;
  }
}

function newAjv(isQuery: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    coerceTypes: isQuery ? 'array' : false,
    useDefaults: isQuery,
  });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  // What ajv-formats takes beyond these, JavaScript or PostgreSQL does not: leap seconds, offsets without minutes, URNs.
  ajv.addFormat('date-time', isMoment);
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
  return ajv;
}

/** RFC 3339 §5.6, of a day that there is, within the years that PostgreSQL and JavaScript both know. */
function isMoment(text: string): boolean {
  const form = /^(?!0000)(\d{4}-\d{2})-(\d{2})[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/.exec(text);
  if (!form || Number.isNaN(Date.parse(text.toUpperCase()))) return false;
  const [, month = '', day = ''] = form;
  return new Date(`${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
}

const notUnicodeText = {
  ja: 'NUL文字又は対になっていないサロゲートは使えません。',
  en: 'Must hold neither NUL nor half of a surrogate pair.',
};

/** Where the first text is that is no Unicode text, or null. */
function findNonText(value: unknown, pointer: string): string | null {
  if (typeof value === 'string') return isUnicodeText(value) ? null : pointer;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    const found = findNonText(member, `${pointer}/${name}`);
    if (found !== null) return found;
  }
  return null;
}

function placeOf(error: ErrorObject, type: 'body' | 'query'): ProblemError {
  const property =
    error.keyword === 'required'
      ? `/${String(error.params.missingProperty)}`
      : error.keyword === 'additionalProperties'
        ? `/${String(error.params.additionalProperty)}`
        : '';
  const pointer = `${error.instancePath}${property}`;
  const detail = explain(error);
  return { ...placeAt(pointer, type), detail };
}

function placeAt(pointer: string, type: 'body' | 'query'): Pick<ProblemError, 'pointer' | 'parameter'> {
  return type === 'query' ? { parameter: pointer.split('/')[1] ?? '' } : { pointer };
}

/** What ajv found, without the value that was sent. */
function explain(error: ErrorObject): ProblemError['detail'] {
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return { ja: '必須の項目がありません。', en: 'This member is required.' };
    case 'additionalProperties':
      return { ja: '定義されていない項目です。', en: 'This member is not defined.' };
    case 'type':
      return { ja: `型は ${String(params.type)} です。`, en: `Must be of type ${String(params.type)}.` };
    case 'enum':
      return {
        ja: `次のいずれかです: ${(params.allowedValues as unknown[]).join(', ')}`,
        en: `Must be one of: ${(params.allowedValues as unknown[]).join(', ')}`,
      };
    case 'pattern':
      return { ja: `形式は ${String(params.pattern)} です。`, en: `Must match ${String(params.pattern)}.` };
    case 'format':
      return { ja: `形式は ${String(params.format)} です。`, en: `Must be a valid ${String(params.format)}.` };
    default:
      return { ja: `条件に合いません（${error.keyword}）。`, en: `Does not hold: ${error.message ?? error.keyword}.` };
  }
}
