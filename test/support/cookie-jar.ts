export * from '../../server/mock/run/cookie-jar.ts';
