import { atLeast, atMost, type Findings } from '../figures.ts'
import { Http } from '../load/http.ts'
import { doubtsOf } from '../measure.ts'
import { inFreshPlaces } from '../places.ts'
import { requestsAtRandom } from '../load/requests.ts'
import { timesOf, type Scenario, type Setting, type Sizes } from './scenario.ts'
import { benchPassword, seed } from '../seed.ts'
import { startParley } from '../targets.ts'

const people = 200
const atOnce = 8
const burstPerSecond = 50
/** Somewhat more is asked for than the goal, so that who keeps up with it reaches the goal in every window. */
const surplus = 1.05
const otherRequestsPerSecond = 50

/** Sign-ins as fast as they are answered; then a burst of them, and other people's requests meanwhile. */
async function login({ servers, sizes }: Setting): Promise<Findings> {
  return inFreshPlaces(servers, async (places) => {
    const { cookies } = await seed(places, people, [])
    // Passwords are hashed beside the event loop, on as many cores as there are.
    const { server, origin } = await startParley(places, 'all')
    const http = new Http(origin)
    try {
      return await findings(http, cookies[0] ?? '', sizes)
    } finally {
      http.close()
      await server.stop()
    }
  })
}

async function findings(http: Http, cookie: string, sizes: Sizes): Promise<Findings> {
  let turn = 0
  const signIn = async (): Promise<boolean> => {
    const body = { username: `bench${turn++ % people}`, password: benchPassword }
    return (await http.ask('POST', '/session', { body })).status === 200
  }
  const look = async (): Promise<boolean> => (await http.ask('GET', '/me', { cookie })).status === 200
  const fastest = await asFastAsAnswered(signIn, sizes.seconds)
  const times = timesOf(sizes)
  const [burst, others] = await Promise.all([
    requestsAtRandom(burstPerSecond * surplus, signIn, times),
    requestsAtRandom(otherRequestsPerSecond, look, times),
  ])
  return {
    about: `sign-ins as fast as they are answered, then ${burstPerSecond * surplus} a second beside other requests`,
    rows: {
      'sign-ins, the fastest': { answeredPerSecond: fastest },
      'sign-ins, at random': { ...burst },
      'other requests meanwhile': { ...others },
    },
    goals: [
      atLeast('sign-ins a second, while they come at random', burst.answeredPerSecond, burstPerSecond),
      atMost('p99 of other requests meanwhile, in ms', others.p99Ms, 200),
    ],
    warnings: [...doubtsOf('sign-ins, at random', burst), ...doubtsOf('other requests', others)],
  }
}

/** Answers with how many a second it were. */
async function asFastAsAnswered(ask: () => Promise<boolean>, seconds: number): Promise<number> {
  const endMs = performance.now() + seconds * 1_000
  let answered = 0
  const one = async (): Promise<void> => {
    while (performance.now() < endMs) {
      if (!(await ask())) throw new Error('A request was refused.')
      answered += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return answered / seconds
}

export const loginScenario: Scenario = { name: 'login', run: login }
