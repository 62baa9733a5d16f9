/** Somebody used a command wrongly; the text says how it is used. */
export class Misused extends Error {
  override readonly name = 'Misused';
}

export const usage = `Usage: npm run server -- [COMMAND] [OPTIONS]

  serve [--config FILE]          run the server; without a file: the mock world of test persons on this machine
        [--personas DIR]         with test persons of one's own in DIR/*.json
        [--tpps DIR]             with pretend providers of one's own in DIR/*.json
  personas check [DIR]           check a folder of test persons; names every mistake with its file, line and column
        [--tpps DIR]             their links name providers of this folder
  personas schema                print the JSON schema of such a file
  tpps check [DIR]               check a folder of pretend providers in the same way
  tpps schema                    print the JSON schema of such a file
  audit verify [--anchor N:HASH] check the audit trail; names the first broken row and exits with 1
  audit export [--after N]       print the audit trail, one JSON object per line
  bank import FILE               fill an empty database with members, accounts and providers
  bank stop, bank resume         emergency stop of every login, and its end
  bank hours FILE                change the service hours, or "always" instead of a file
  bank suspend ID, bank admit ID suspend a provider, and its end
  keys rotate [--force]          make new signing and cookie keys where they are due, or now
  unlock MEMBER --by WHO         unlock a member's password: by an admin of his company, or by branch:NAME
  unlock account ID --by branch:NAME
                                 unlock an account's inquiry PIN; only the branch may

Every command takes --config FILE for a bank's server; without it, it is about the mock world in .renkei (RENKEI_HOME).
A file in JSON names every setting; server/README.md lists them.
`;
