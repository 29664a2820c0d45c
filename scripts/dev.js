// Plain JavaScript, as start.js, so that an old Node.js gets a sentence and not a syntax error.
import './node-version.js'

await import('./dev.ts')
