import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { childEnv } from './child-env.ts'

export interface Ended {
  readonly code: number | null
  readonly said: string
  readonly lamented: string
}

/** Runs one of the scripts to its end, as npm run does, with no settings. */
export const runScript = (name: string, ...args: string[]): Promise<Ended> => runScriptWith({}, name, ...args)

export async function runScriptWith(
  settings: Record<string, string>,
  name: string,
  ...args: string[]
): Promise<Ended> {
  const program = fileURLToPath(new URL(`../../../scripts/${name}.ts`, import.meta.url))
  const env = { ...childEnv, ...settings }
  const child = spawn(process.execPath, [program, ...args], { env })
  let [said, lamented] = ['', '']
  child.stdout.on('data', (data: Buffer) => (said += data.toString()))
  child.stderr.on('data', (data: Buffer) => (lamented += data.toString()))
  await once(child, 'close')
  return { code: child.exitCode, said, lamented }
}

/** It could not do what it was asked to, and said why in one sentence. */
export const isRefusal = ({ code, lamented }: Ended): boolean =>
  code === 1 && lamented.trim().split('\n').length === 1 && lamented.endsWith('.\n')
