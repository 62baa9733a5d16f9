import { linkStatuses, largestLinksPage } from '../contract/links.ts';
import { clientHeader } from '../contract/reply.ts';
import type { ProblemCode } from '../contract/problem.ts';
import { ref } from './components.ts';
import { header, json, ok, pathParameter, type Operation, type Parameter, type Response } from './operation.ts';
import { linksRefusals } from './refusals.ts';

const tags = ['The customer’s links'];
const version = header(clientHeader, 'The version of the app, `major.minor.patch`.', true, { type: 'string' });
const security = [{ linksSession: [] }];
const link = pathParameter('link', 'The link’s identifier, as `/links` lists it.');

const query = (name: string, description: string, schema: Parameter['schema']): Parameter => ({
  name,
  in: 'query',
  description,
  required: false,
  schema,
});

const certificateCodes: readonly ProblemCode[] = [
  'certificate.none',
  'certificate.expired',
  'certificate.not-yet-valid',
  'certificate.revoked',
  'certificate.status-unknown',
  'certificate.wrong-usage',
  'certificate.wrong-issuer',
  'certificate.not-this-user',
];
const passwordCodes: readonly ProblemCode[] = [
  'login.wrong-password',
  'login.locked',
  'login.password-expired',
  'login.out-of-hours',
];
const snapshot: Response = ok(ref('LinksSnapshot'), 'Where the session stands.');
const oneLink: Response = ok(ref('Link'), 'The link as it is now.');

/** The login to the links: snapshot out, command in, as in the procedure of the consent. */
const session: readonly Operation[] = [
  {
    path: '/links/sessions',
    method: 'post',
    operationId: 'openLinksSession',
    tags,
    summary: 'Opens a session and sets its cookie',
    parameters: [version],
    responses: {
      '201': {
        ...snapshot,
        headers: { 'Set-Cookie': { description: 'The session.', required: true, schema: { type: 'string' } } },
      },
      ...linksRefusals(),
    },
  },
  {
    path: '/links/session',
    method: 'get',
    operationId: 'readLinksSession',
    tags,
    summary: 'Where the session stands',
    parameters: [version],
    security,
    responses: { '200': snapshot, ...linksRefusals() },
  },
  {
    path: '/links/session/certificate-proof',
    method: 'post',
    operationId: 'proveCertificateForLinks',
    tags,
    summary: 'A signed proof, for a certificate whose key no TLS can use',
    parameters: [version],
    security,
    requestBody: { required: true, content: json(ref('CertificateProofRequest')) },
    responses: {
      '200': snapshot,
      ...linksRefusals([...certificateCodes, 'flow.conflict', 'request.not-found', 'request.too-large']),
    },
  },
  {
    path: '/links/session/commands',
    method: 'post',
    operationId: 'sendLinksCommand',
    tags,
    summary: 'Gives the password, asks for more time, or ends the session',
    parameters: [version],
    security,
    requestBody: { required: true, content: json(ref('LinksCommandRequest')) },
    responses: {
      '200': snapshot,
      '204': { description: 'The session has ended.' },
      ...linksRefusals([...passwordCodes, 'flow.conflict', 'request.not-found', 'request.too-large']),
    },
  },
];

/** A member’s own links; for a 管理者 those of the whole contract. */
const links: readonly Operation[] = [
  {
    path: '/links',
    method: 'get',
    operationId: 'listLinks',
    tags,
    summary: 'The links, newest decision first',
    parameters: [
      version,
      query('status', 'Only these. Left out: all.', { enum: linkStatuses }),
      query('limit', 'Links of a page. Left out: 20.', { type: 'integer', minimum: 1, maximum: largestLinksPage }),
      query('cursor', '`next` of the page before, with the same `status`.', { type: 'string' }),
    ],
    security,
    responses: { '200': ok(ref('LinksPage'), 'One page.'), ...linksRefusals() },
  },
  {
    path: '/links/{link}',
    method: 'get',
    operationId: 'readLink',
    tags,
    summary: 'One link',
    parameters: [link, version],
    security,
    responses: { '200': oneLink, ...linksRefusals(['request.not-found']) },
  },
  {
    path: '/links/{link}/revocation',
    method: 'post',
    operationId: 'revokeLink',
    tags,
    summary: 'Ends the link and everything that was issued under it, at once',
    description: 'May be sent again: a link that has ended stays as it ended.',
    parameters: [link, version],
    security,
    responses: { '200': oneLink, ...linksRefusals(['request.not-found']) },
  },
  {
    path: '/links/{link}/reduction',
    method: 'post',
    operationId: 'reduceLink',
    tags,
    summary: 'Takes services or accounts out of the link, at once',
    description: 'What stays must be a part of what stands, and less than it. `flow.conflict`: read the link again.',
    parameters: [link, version],
    security,
    requestBody: { required: true, content: json(ref('ReductionRequest')) },
    responses: {
      '200': oneLink,
      ...linksRefusals(['request.not-found', 'request.too-large', 'flow.conflict', 'authorization.nothing-selected']),
    },
  },
  {
    path: '/links/{link}/receipt',
    method: 'get',
    operationId: 'readReceipt',
    tags,
    summary: '同意の控え: the decision, signed with a key of `/jwks`',
    parameters: [link, version],
    security,
    responses: { '200': ok(ref('Receipt'), 'The signed receipt.'), ...linksRefusals(['request.not-found']) },
  },
];

export const linksOperations: readonly Operation[] = [...session, ...links];
