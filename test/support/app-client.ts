export * from '../../server/mock/run/app-client.ts';
