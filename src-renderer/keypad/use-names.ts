import { useEffect } from 'react';

/** Brings in the style sheet with the keys' names while it has an address. */
export function useNamesSheet(address: string | null): void {
  useEffect(() => {
    if (address === null) return undefined;
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    document.head.append(link);
    return () => {
      link.remove();
    };
  }, [address]);
}
