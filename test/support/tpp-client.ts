export * from '../../server/mock/run/tpp-client.ts';
