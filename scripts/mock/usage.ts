export const usage = `Usage: npm run mock -- COMMAND [OPTIONS]

  scenarios                          what can be switched on, and what is; also where no world runs
  rows                               every error a customer can meet, and what brings it about; also where no world runs
  on ID… [--set KEY=VALUE]…          switch scenarios on; VALUE is JSON or a word
         [--persona ID]… [--tpp ID]… for these only; left out: for everybody
  off ID…                            switch scenarios off
  reset                              every scenario off
  clock                              what time it is in the world
  clock set TIME                     RFC 3339, e.g. 2027-01-31T09:00:00+09:00
  clock advance LENGTH               90s, 15m, 1d12h; -1d goes back
  clock freeze | resume | reset      stop it, let it go on, back to the machine's time
  personas [reload]                  the test persons with passwords and tokens; read their files and the providers' again
  tpps [reload]                      the pretend providers and their start pages; the same reload
  certificate issue|renew|revoke PERSONA [--serial HEX]
  token PERSONA [--algorithm rsa|ec] make a SoftHSM token
  flows                              flows under way
  audit [--after N] [--limit N]      the end of the audit trail
  run FILE… [--junit FILE] [--report FILE] [--running]
                                     play scripted flows, in a world of their own or in the running one

--json prints answers as JSON. The world is the one that runs in .renkei (RENKEI_HOME): start it with npm start or npm run server.
`;
