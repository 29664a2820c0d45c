import { invocationOf } from './verify/options.ts'
import { reportOf, sentencesOf } from './verify/report.ts'
import { Unverifiable } from './verify/unverifiable.ts'
import { Verifier } from './verify/verify.ts'

const help = `Checks on a running deployment that nothing is lost, doubled or reordered.

  npm run verify -- --url https://chat.example.org

  --url      where people reach it; repeat it for instances that have addresses of their own
  --seconds  how long to write (60)
  --rate     messages a second (5)
  --seed     repeats the choices of an earlier run
  --json     prints the report as JSON

It speaks to the public API alone. It makes five accounts and three closed groups, all named verify-…, lets them
write, repeat themselves, edit, delete, lose their connections, come late and be removed, and then compares what
everyone was told with what the server has. At the end, also when it is interrupted, it closes the groups and deletes
the accounts; what could not be removed is named. A certificate of one's own: NODE_EXTRA_CA_CERTS=ca.pem.

Exit code: 0 when the delivery contract was kept, 1 when it was broken, 2 when that could not be found out.`

const exitCodes = { whole: 0, broken: 1, 'not run': 2 } as const

const tell = (sentence: string): void => console.error(sentence)

async function main(): Promise<number> {
  const invocation = invocationOf(process.argv.slice(2))
  if (invocation.help) {
    console.log(help)
    return 0
  }
  const verifier = new Verifier(invocation, tell)
  const report = reportOf(invocation, await verifier.verify(interruptible(verifier)))
  console.log(invocation.json ? JSON.stringify(report, null, 2) : sentencesOf(report).join('\n'))
  return exitCodes[report.verdict]
}

/** The first signal ends the run, and what was made is removed; the second one ends the program. */
function interruptible(verifier: Verifier): AbortSignal {
  const interruption = new AbortController()
  const onSignal = (): void => {
    if (interruption.signal.aborted) {
      for (const name of verifier.present) tell(`This may be left on the server: ${name}`)
      process.exit(exitCodes['not run'])
    }
    tell('Interrupted. Once more ends it at once, with everything left as it is.')
    interruption.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return interruption.signal
}

try {
  process.exit(await main()) // requests that an interrupted run has begun are not waited for
} catch (error) {
  if (!(error instanceof Unverifiable)) throw error
  tell(error.message)
  process.exit(exitCodes['not run'])
}
