import { writeFile } from 'node:fs/promises';
import { dialog, type BrowserWindow } from 'electron';
import type { Log } from '../diagnostics/log.ts';

/** What the window shows, on paper. `false`: the customer closed the dialogue, or it could not be done (see the log). */
export type Paper = {
  readonly print: () => Promise<boolean>;
  /** `name`: what the file is called unless the customer calls it otherwise. */
  readonly savePdf: (name: string) => Promise<boolean>;
};

/** The renderer's print styles decide what is on the paper; its fonts come with the app, so a PDF has them in it. */
export function paperOf(window: () => BrowserWindow | null, log: Log): Paper {
  return {
    print: () =>
      new Promise((resolve) => {
        const own = window();
        if (own === null) {
          resolve(false);
          return;
        }
        own.webContents.print({ silent: false, printBackground: true, pageSize: 'A4' }, (done, reason) => {
          if (!done) log.info({ reason }, 'nothing was printed');
          resolve(done);
        });
      }),
    savePdf: async (name) => {
      const own = window();
      if (own === null) return false;
      const { canceled, filePath } = await dialog.showSaveDialog(own, {
        defaultPath: name,
        filters: [{ name: 'PDF', extensions: ['pdf'] }],
      });
      if (canceled || filePath === '') return false;
      try {
        const pdf = await own.webContents.printToPDF({
          pageSize: 'A4',
          printBackground: true,
          preferCSSPageSize: true,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
        });
        await writeFile(filePath, pdf, { mode: 0o600 });
        return true;
      } catch (error) {
        log.warn({ err: error }, 'the PDF could not be saved');
        return false;
      }
    },
  };
}
