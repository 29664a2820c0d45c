import { describeCounts } from './backup/manifest.ts'
import { runCommand } from '../api/src/process/command.ts'
import { move } from './move/move.ts'
import { placeOf, type Place } from './move/place.ts'

const help = `Moves an instance from its data folder to MySQL and MongoDB, or back, with all that it keeps.

  npm run move -- --from ./data --to "$MYSQL_URL" "$MONGODB_URL"
  npm run move -- --from "$MYSQL_URL" "$MONGODB_URL" --to ./data

  --from   a data folder (DATA_DIR), or the addresses of a MySQL and a MongoDB database
  --to     the same; what is there must be empty

Stop every server that uses --from before, and start none before the move has ended with success. With a data folder
this is made sure of; whether a server uses the databases cannot be seen from here. Killed or interrupted, it goes on
where it was when the same command is repeated. At the end every row of both sides is read again and compared. The
source is left as it is. Session keys are not moved: the server needs the same ones, from SESSION_KEYS or from
secrets.json in its data folder, or everyone has to sign in again.`

const tellEveryMs = 2_000

/** A line now and then, and none twice. */
const progress = () => {
  let toldAtMs = 0
  return (what: string, count: number): void => {
    if (performance.now() - toldAtMs < tellEveryMs) return
    toldAtMs = performance.now()
    console.log(`  ${what}: ${count}`)
  }
}

const advice = (to: Place): string =>
  to.kind === 'servers'
    ? 'Start with MYSQL_URL and MONGODB_URL set to these addresses, and with the session keys of before: keep secrets.json in DATA_DIR, or set SESSION_KEYS to the keys in it.'
    : `Start without MYSQL_URL and MONGODB_URL, with DATA_DIR=${to.folder} and with the SESSION_KEYS of before.`

await runCommand({
  help,
  names: ['from', 'to'],
  run: async (given) => {
    const [from, to] = [placeOf(given, 'from'), placeOf(given, 'to')]
    if (from.kind === 'servers') console.log('No server may use --from now, nor before this has ended.')
    const counts = await move(from, to, progress())
    console.log(`Everything is there, and compared: ${describeCounts(counts)}. ${advice(to)}`)
  },
})
