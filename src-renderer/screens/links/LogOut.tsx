import type { ReactElement } from 'react';
import { useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';

export function LogOut(): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  return (
    <Button kind="quiet" onPress={() => void store.ask('links.close', undefined)}>
      {texts.links.logout}
    </Button>
  );
}
