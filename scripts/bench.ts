import { Console } from 'node:console'

import { buildServer, isServerStale } from '../api/build.ts'
import { serversOf, type Servers } from '../api/src/config/config.ts'
import { readEnvironment } from '../api/src/config/env.ts'
import { StartError } from '../api/src/config/start-error.ts'
import { printFindings, type Findings } from './bench/figures.ts'
import { historyScenario } from './bench/scenarios/history.ts'
import { idleScenario } from './bench/scenarios/idle.ts'
import { loginScenario } from './bench/scenarios/login.ts'
import { doubtsAbout, thisMachine } from './bench/machine.ts'
import { noServers } from './bench/places.ts'
import { killServers, pinLoad } from './bench/process.ts'
import type { Scenario, Setting, Sizes } from './bench/scenarios/scenario.ts'
import { searchScenario } from './bench/scenarios/search.ts'
import { stormScenario } from './bench/scenarios/storm.ts'
import { talkScenarios } from './bench/scenarios/talk-scenarios.ts'
import { typingScenario } from './bench/scenarios/typing.ts'
import { oneValue, runCommand, type Arguments } from '../api/src/process/command.ts'

const scenarios: readonly Scenario[] = [
  ...talkScenarios,
  idleScenario,
  historyScenario,
  searchScenario,
  loginScenario,
  stormScenario,
  typingScenario,
]

const help = `npm run bench -- [--only SCENARIO…] [--on embedded|servers] [--seconds 8] [--json]
                 [--connections 2000] [--messages 1000000] [--clients 1000] [--typists 2000]

Measures Parley on the embedded store, and then on the servers of MYSQL_URL, MONGODB_URL and REDIS_URL, as far
as they are set (Redis only with both others); each time in a folder and databases of its own, which are thrown away
afterwards. Beside it two WebSocket servers that know nobody get the same load: one passes messages on, and one
stores them in SQLite before, with one commit for what arrives in one turn of its event loop. Each goal is named, with
whether it is met. Percentiles come from a histogram of high dynamic range (node:perf_hooks) with three digits; where
messages and requests come at set moments, they count from the moment at which they were due.

  --only         ${scenarios.map(({ name }) => name).join(', ')}
  --on           one of the two, instead of both
  --seconds      how long a measurement takes, after a quarter of it to run in
  --connections  of the idle ones
  --messages     in the longest history; 100,000 on the servers unless it is given, and at most so many to search
  --clients      that are cut off in the storm
  --typists      that type in one group
  --json         the figures as JSON on standard output, and the tables on standard error`

/** All that is found in one place. */
interface Results {
  readonly stores: string
  readonly sizes: Sizes
  /** Null for what could not be run. */
  readonly scenarios: Record<string, Findings | null>
}

const run = async (given: Arguments): Promise<void> => {
  const [wanted, settings] = [scenariosOf(given), settingsOf(given)]
  const isJson = given.has('json')
  const tables = isJson ? new Console(process.stderr) : console
  const machine = thisMachine()
  const doubts = await doubtsAbout(machine)
  tables.log(machine)
  for (const doubt of doubts) tables.log(`DOUBTFUL  ${doubt}`)
  if (await isServerStale()) await buildServer()
  pinLoad()
  const results: Record<string, Results> = {}
  for (const [place, setting] of settings) {
    const stores = storesOf(setting.servers)
    tables.log(`\n${place}: ${stores}`)
    const scenarios: Results['scenarios'] = {}
    for (const scenario of wanted) {
      const title = `${scenario.name}, ${place}`
      const findings = await findingsOf(scenario, setting, title)
      if (findings) printFindings(title, findings, tables)
      scenarios[scenario.name] = findings
    }
    results[place] = { stores, sizes: setting.sizes, scenarios }
  }
  if (isJson) console.log(JSON.stringify({ machine, doubts, results }, null, 2))
}

/** One that fails does not cost the figures of the others. */
const findingsOf = async ({ run }: Scenario, setting: Setting, title: string): Promise<Findings | null> => {
  try {
    return await run(setting)
  } catch (error) {
    if (error instanceof StartError) throw error
    console.error(`\n${title}: it could not be run.`, error)
    process.exitCode = 1
    return null
  }
}

const storesOf = ({ mysqlUrl, mongodbUrl, redisUrl }: Servers): string => {
  const accounts = mysqlUrl === null ? 'SQLite' : 'MySQL'
  const messages = mongodbUrl === null ? 'SQLite' : 'MongoDB'
  return `accounts in ${accounts}, messages in ${messages}${redisUrl === null ? '' : ', events over Redis'}`
}

const scenariosOf = (given: Arguments): readonly Scenario[] => {
  const names = given.get('only') ?? scenarios.map(({ name }) => name)
  if (names.length === 0) throw new StartError('--only takes the names of scenarios: see --help.')
  return names.map((name) => {
    const scenario = scenarios.find((each) => each.name === name)
    if (!scenario) throw new StartError(`There is no scenario "${name}": see --help.`)
    return scenario
  })
}

/** By what the figures are said to be of. */
const settingsOf = (given: Arguments): [place: string, setting: Setting][] => {
  const servers = serversOf(readEnvironment())
  const places = given.has('on') ? [oneValue(given, 'on')] : ['embedded', 'servers']
  const settings: [string, Setting][] = []
  if (places.includes('embedded')) settings.push(['embedded', settingOf(given, noServers, 1_000_000)])
  if (places.includes('servers') && Object.values(servers).some((url) => url !== null))
    settings.push(['servers', settingOf(given, servers, 100_000)])
  if (settings.length === 0)
    throw new StartError('--on takes embedded; or servers, while MYSQL_URL or MONGODB_URL is set.')
  return settings
}

const settingOf = (given: Arguments, servers: Servers, historyMessages: number): Setting => ({
  servers,
  sizes: {
    seconds: numberOf(given, 'seconds', 8),
    idleConnections: numberOf(given, 'connections', 2_000),
    historyMessages: numberOf(given, 'messages', historyMessages),
    stormClients: numberOf(given, 'clients', 1_000),
    typists: numberOf(given, 'typists', 2_000),
  },
})

const numberOf = (given: Arguments, name: string, byDefault: number): number => {
  if (!given.has(name)) return byDefault
  const number = Number(oneValue(given, name))
  if (!(number > 0 && number <= 10_000_000)) throw new StartError(`--${name} takes a number above 0.`)
  return number
}

const names = ['only', 'on', 'seconds', 'connections', 'messages', 'clients', 'typists', 'json']
process.once('exit', killServers)
await runCommand({ help, names, run })
if (process.exitCode !== undefined) process.exit() // what was broken off has left connections open
