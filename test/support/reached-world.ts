export * from '../../server/mock/run/reached-world.ts';
