import { clientHeader } from '../contract/reply.ts';
import { ref } from './components.ts';
import { header, json, ok, pathParameter, type Operation } from './operation.ts';
import { appRefusals } from './refusals.ts';

const tags = ['The customer’s app'];
const version = header(clientHeader, 'The version of the app, `major.minor.patch`.', true, { type: 'string' });
const uid = pathParameter('uid', 'The interaction, as the redirect of the authorization endpoint named it.');
const security = [{ interaction: [] }];

/** Snapshot out, command in: the procedure of the consent, in the customer's app. */
export function appOperations(certificateOrigin: string): readonly Operation[] {
  const servers = [{ url: certificateOrigin }];
  return [
    {
      path: '/interaction/{uid}',
      method: 'get',
      operationId: 'readInteraction',
      tags,
      summary: 'Where the procedure stands',
      parameters: [uid, version],
      security,
      responses: { '200': ok(ref('Reply'), 'The snapshot, or where to go on.'), ...appRefusals() },
    },
    {
      path: '/interaction/{uid}/commands',
      method: 'post',
      operationId: 'sendCommand',
      tags,
      summary: 'One thing the customer does',
      description:
        'Names the revision it was decided on; a stale one is refused with `flow.conflict` and a fresh snapshot.',
      parameters: [uid, version],
      security,
      requestBody: { required: true, content: json(ref('CommandRequest')) },
      responses: { '200': ok(ref('Reply'), 'The snapshot afterwards, or where to go on.'), ...appRefusals() },
    },
    {
      path: '/interaction/{uid}/certificate-proof',
      method: 'post',
      operationId: 'proveCertificate',
      tags,
      summary: '手順1: a signed proof, for a certificate whose key no TLS can use',
      parameters: [uid, version],
      security,
      requestBody: { required: true, content: json(ref('CertificateProofRequest')) },
      responses: { '200': ok(ref('Reply'), 'The snapshot afterwards.'), ...appRefusals() },
    },
    {
      path: '/hello',
      method: 'get',
      operationId: 'askForCertificate',
      tags,
      summary: 'Makes the system ask for the client certificate',
      servers,
      responses: {
        '200': { description: 'An empty page.', content: { 'text/html': { schema: { type: 'string' } } } },
      },
    },
    {
      path: '/certificate',
      method: 'post',
      operationId: 'presentCertificate',
      tags,
      summary: '手順1: the certificate of this connection, for the flow or the links session of the ticket',
      parameters: [version],
      servers,
      security: [{ mutualTls: [] }],
      requestBody: { required: true, content: json(ref('CertificateRequest')) },
      responses: {
        '200': ok({ anyOf: [ref('Reply'), ref('LinksSnapshot')] }, 'The flow or the links session afterwards.'),
        ...appRefusals(),
      },
    },
  ];
}
