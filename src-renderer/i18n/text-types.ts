// Shapes that the tables of words are made of. The names of parameters in `texts.ts` say what goes in.

export type Count = (n: number) => string;
export type Name = (name: string) => string;
export type Titled = { readonly title: string; readonly lead: string };
export type Total<K extends string, V = string> = Readonly<Record<K, V>>;
