import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { AuditEvent } from '../audit/events.ts';
import type { PoolState } from '../storage/postgres.ts';

/** One answered request. `route` is a template and never a path: paths would name people, and there is no end of them. */
export type Exchange = {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
  /** Code of the problem it was answered with. */
  readonly refusal: string | null;
};

export interface Metrics {
  observeRequest(exchange: Exchange): void;
  observeEvent(event: AuditEvent): void;
  requestStarted(): void;
  requestEnded(): void;
  /** The text that Prometheus reads. */
  exposition(): Promise<{ readonly type: string; readonly text: string }>;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export type MetricsOptions = {
  /** Connections to the database, as its pool counts them. */
  readonly pool?: () => PoolState;
  /** Memory, event loop and garbage collection of this process. */
  readonly process?: boolean;
};

/** A registry of its own: two servers in one process do not count for each other. No label names a person or an account. */
export function createMetrics({ pool, process = true }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (process) collectDefaultMetrics({ register: registry, prefix: 'renkei_' });

  const durations = new Histogram({
    name: 'renkei_http_request_duration_seconds',
    help: 'Time from the first byte read to the answer handed over, by route template',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const open = new Gauge({ name: 'renkei_http_requests_open', help: 'Requests being worked on', registers });
  const refusals = new Counter({
    name: 'renkei_refusals_total',
    help: 'Requests answered with a problem, by its code',
    labelNames: ['code'],
    registers,
  });
  const flows = new Counter({
    name: 'renkei_flow_steps_total',
    help: 'What became of consent flows, by step and outcome',
    labelNames: ['step', 'outcome'],
    registers,
  });
  const logins = new Counter({
    name: 'renkei_login_failures_total',
    help: 'Failed logins, by what failed',
    labelNames: ['reason'],
    registers,
  });
  const tokens = new Counter({
    name: 'renkei_tokens_total',
    help: 'What happened to tokens',
    labelNames: ['event'],
    registers,
  });
  const tppFailures = new Counter({
    name: 'renkei_tpp_authentication_failures_total',
    help: 'TPPs that could not prove who they are, by endpoint',
    labelNames: ['endpoint'],
    registers,
  });
  const audited = new Counter({
    name: 'renkei_audit_events_total',
    help: 'Events in the audit trail, by kind',
    labelNames: ['kind'],
    registers,
  });
  if (pool !== undefined) {
    const connections = new Gauge({
      name: 'renkei_database_connections',
      help: 'Connections of the database pool, and requests that wait for one',
      labelNames: ['state'],
      registers,
      collect() {
        for (const [state, count] of Object.entries(pool())) connections.set({ state }, count);
      },
    });
  }

  return {
    observeRequest({ method, route, status, seconds, refusal }) {
      const labels = { method: methods.has(method) ? method : 'other', route, status: String(status) };
      durations.observe(labels, seconds);
      if (refusal !== null) refusals.inc({ code: refusal });
    },
    observeEvent(event) {
      audited.inc({ kind: event.kind });
      const flow = flowOutcome(event);
      if (flow !== null) flows.inc(flow);
      const reason = loginFailure(event);
      if (reason !== null) logins.inc({ reason });
      if (event.kind.startsWith('token.')) tokens.inc({ event: event.kind.slice('token.'.length) });
      if (event.kind === 'tpp.authentication-failed') tppFailures.inc({ endpoint: event.data.endpoint });
    },
    requestStarted: () => open.inc(),
    requestEnded: () => open.dec(),
    exposition: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

function flowOutcome(event: AuditEvent): { step: string; outcome: string } | null {
  // A login to the links is no part of a consent.
  if (event.subject.startsWith('session:')) return null;
  switch (event.kind) {
    case 'flow.opened':
      return { step: 'certificate', outcome: 'opened' };
    case 'certificate.accepted':
      return { step: 'certificate', outcome: event.data.stopped === undefined ? 'passed' : 'stopped' };
    case 'password.accepted':
      return { step: 'password', outcome: 'passed' };
    case 'services.chosen':
      return { step: 'services', outcome: 'passed' };
    case 'pin.registered':
      return { step: 'inquiryPin', outcome: 'passed' };
    case 'decision.permitted':
      return { step: 'consent', outcome: 'permitted' };
    case 'decision.refused':
      return { step: 'consent', outcome: 'refused' };
    case 'decision.cancelled':
      return { step: event.data.step, outcome: event.data.timedOut ? 'timed-out' : 'cancelled' };
    default:
      return null;
  }
}

function loginFailure(event: AuditEvent): string | null {
  switch (event.kind) {
    case 'certificate.refused':
    case 'password.refused':
      return event.data.code;
    case 'password.wrong':
      return 'login.wrong-password';
    case 'password.locked':
      return 'login.locked';
    case 'pin.wrong':
      return 'pin.wrong';
    case 'pin.locked':
      return 'pin.locked';
    default:
      return null;
  }
}
