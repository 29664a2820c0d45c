// Plain JavaScript that old versions of Node.js can read too, so that they get a sentence and not a syntax error.
import './node-version.js'

await import('./start.ts')
