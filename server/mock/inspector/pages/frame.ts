import { asText, html, type Html } from '../../tpp/pages/html.ts';

export function frame(title: string, content: Html): string {
  return asText(
    html`<!doctype html>
      <html lang="ja">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} | Renkei テスト環境</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="/inspector/inspector.css" />
          <script src="/inspector/inspector.js" defer></script>
        </head>
        <body>
          <aside class="strip" aria-label="テスト環境">
            <strong>テスト環境</strong> 秘密の値は、記録する前に伏せています <span lang="en">Test environment</span>
          </aside>
          <main>${content}</main>
        </body>
      </html> `,
  );
}
