import type { ReactElement } from 'react';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useTexts } from '../../components/app-context.ts';
import { NextSteps } from '../../components/NextSteps.tsx';
import { Notice } from '../../components/Notice.tsx';
import { WhatToDo } from '../../components/WhatToDo.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { fill, type Names } from '../../i18n/texts.ts';

type Props = { readonly modules: ScreenOf<'certificates'>['modulesMissing']; readonly names: Names };

/** Which token software did not answer; the list goes without its tokens. */
export function MissingModules({ modules, names }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.certificates;
  const codes = [...new Set(modules.map(({ code }) => code))];
  return (
    <Notice tone="warn" title={words.modules(modules.length)}>
      {words.modulesText}
      <ul className="plain-list">
        {modules.map(({ module, code }) => (
          <li key={module.ja}>
            {inLanguage(module, language)}: {fill(texts.failures[code].title, names)}
          </li>
        ))}
      </ul>
      <WhatToDo label={words.whatToDo}>
        {codes.map((code) => (
          <section key={code} className="what__part">
            {codes.length > 1 && <p className="what__head">{fill(texts.failures[code].title, names)}</p>}
            <NextSteps steps={texts.failures[code].steps} names={names} />
          </section>
        ))}
      </WhatToDo>
    </Notice>
  );
}
