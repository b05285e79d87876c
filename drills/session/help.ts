/** What can be typed in a drill. */
export const HELP = `metrics [ROUTE]           rates, errors and latency      metrics backends   what each backend is sent
logs [N]                  the last lines of the log     health [POOL]      what the health checks say
diff [N]                  the deployments, or one       ask support | deployer | evenkeel
ack                       you have seen it              diagnose WORDS     what is wrong, and where
fix rollback              put the last change back      fix weights ROUTE POOL=N POOL=N
fix scale GROUP N         more backends                 fix drain POOL-OR-BACKEND
tell WORDS                inform users and management   hint               help, where the level has it
done                      end, and see the debrief`;
