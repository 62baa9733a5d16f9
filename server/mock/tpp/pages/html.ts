const raw = Symbol('html');

/** Text that is HTML already. Only the `html` tag makes it, so nothing reaches a page unescaped by accident. */
export type Html = { readonly [raw]: string };

type Value = Html | string | number | null | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

function render(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  return raw in value ? value[raw] : value.map((item) => item[raw]).join('');
}

export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { [raw]: parts.map((part, index) => part + render(values[index] ?? null)).join('') };
}

export const asText = (page: Html): string => page[raw];
