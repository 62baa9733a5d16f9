import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { OpenApiDocument } from '../../../server/openapi/document.ts';
import type { Exchange } from '../../../server/mock/record.ts';

type Operation = OpenApiDocument['paths'][string][string];

/** What the document is about. Everything else (OAuth's own endpoints, pages for browsers) is not described by it. */
const described: Readonly<Record<Exchange['endpoint'], RegExp>> = {
  issuer: /^\/(?:interaction\/|resources\/|grants(?:\/|$)|links(?:\/|$))/,
  mutual: /^\/(?:resources\/|grants(?:\/|$))/,
  certificate: /^\/(?:certificate|hello)$/,
};

const openapi = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);

export type ContractCheck = {
  /** What is wrong with an answer by the document; `[]` when nothing is. */
  readonly complaints: (exchange: Exchange) => readonly string[];
  /** How many answers were held against the document so far, by operation and status. */
  readonly seen: ReadonlyMap<string, number>;
};

/** Holds answers against an OpenAPI document: is there such an operation, such a status, such a content type, such a body? */
export function contractCheck(document: OpenApiDocument): ContractCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats(ajv);
  ajv.addSchema({ $id: 'document', ...document });
  const validators = new Map<string, ValidateFunction>();
  const seen = new Map<string, number>();

  const validatorOf = (pointer: string): ValidateFunction => {
    const known = validators.get(pointer) ?? ajv.compile({ $ref: `document#${pointer}` });
    validators.set(pointer, known);
    return known;
  };
  const find = (path: string, method: string): readonly [string, Operation] | undefined => {
    const found = Object.entries(document.paths).find(
      ([template, item]) => openapi(template).test(path) && item[method] !== undefined,
    );
    const operation = found?.[1][method];
    return found === undefined || operation === undefined ? undefined : [found[0], operation];
  };

  return {
    seen,
    complaints({ endpoint, method, url, status, responseHeaders, responseBody }) {
      const { pathname } = new URL(url);
      if (!described[endpoint].test(pathname)) return [];
      const at = `${method} ${pathname} → ${String(status)}`;
      const verb = method.toLowerCase() === 'head' ? 'get' : method.toLowerCase();
      const found = find(pathname, verb);
      // What does not exist is answered with one of two problems.
      if (found === undefined) return [404, 405].includes(status) ? [] : [`${at}: no such operation`];
      const [template, operation] = found;
      const response = operation.responses[String(status)];
      if (response === undefined) return [`${at}: no such status`];
      const key = `${operation.operationId} ${String(status)}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
      const missing = Object.entries(response.headers ?? {})
        .filter(([name, { required }]) => required && responseHeaders[name.toLowerCase()] === undefined)
        .map(([name]) => `${at}: header ${name} is missing`);
      if (response.content === undefined)
        return responseBody === '' ? missing : [...missing, `${at}: there should be no body`];
      if (method === 'HEAD') return missing;
      const [type = ''] = String(responseHeaders['content-type']).split(';');
      if (response.content[type] === undefined) return [...missing, `${at}: content type ${type}`];
      if (!type.endsWith('json')) return missing;
      const escaped = (text: string) => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
      const validate = validatorOf(
        `/paths/${escaped(template)}/${verb}/responses/${String(status)}/content/${escaped(type)}/schema`,
      );
      if (validate(JSON.parse(responseBody))) return missing;
      return [...missing, ...(validate.errors ?? []).map((error) => `${at}: ${ajv.errorsText([error])} (${key})`)];
    },
  };
}
