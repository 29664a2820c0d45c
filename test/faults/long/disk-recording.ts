import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { until } from '../../support/until.ts'

const calls = 'pwrite64,fsync,fdatasync,ftruncate,unlink,unlinkat'

/** Becomes the program, and records what each of its threads does to files, with all content and times. */
export const recording = (folder: string): string[] => [
  ...['strace', '-D', '-ff', '-ttt', '-T', '-y', '-xx', '-s', '100000'],
  ...['-e', `trace=${calls}`, '-o', join(folder, 'thread')],
]

/** The answer resolves, once the program has ended, when all that it did is written down. */
export async function recorderOf(pid: number | null): Promise<() => Promise<void>> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const recorder = /TracerPid:\s+(\d+)/.exec(status)?.[1]
  return () => until(() => !existsSync(`/proc/${recorder}`), 'all is written down')
}

interface Call {
  readonly name: string
  readonly file: string
  /** Milliseconds since 1970, in parts. */
  readonly startMs: number
  readonly endMs: number
  readonly data: Buffer
  /** Of a write its place, of a truncation the new length. */
  readonly at: number
}

interface Write {
  readonly call: Call
  isFlushed: boolean
}

const form =
  /^([\d.]+) (\w+)\((?:(?:\d+|AT_FDCWD)(?:<((?:\\x..)*)>)?)?(?:, )?(?:"((?:\\x..)*)")?[^<]*?(\d+)?\)\s+= \d+ <([\d.]+)>$/

/** Everything that was done to the databases of a folder, in the order of its end. */
export async function readRecording(folder: string): Promise<Call[]> {
  const recorded: Call[] = []
  for (const name of await readdir(folder)) {
    const lines = (await readFile(join(folder, name), 'latin1')).split('\n')
    recorded.push(...lines.flatMap(callOf).filter(({ file }) => /\.db(-wal|-journal)?$/.test(file)))
  }
  return recorded.sort((a, b) => a.endMs - b.endMs)
}

function callOf(line: string): Call[] {
  const [found, start, name, opened, text, last, took] = form.exec(line) ?? []
  if (!found || !start || !name) return []
  const isUnlink = name.startsWith('unlink')
  const startMs = Number(start) * 1_000
  const file = basename(bytesOf(isUnlink ? text : opened).toString())
  const data = isUnlink ? Buffer.alloc(0) : bytesOf(text)
  return [{ name, file, startMs, endMs: startMs + Number(took) * 1_000, data, at: Number(last) }]
}

const bytesOf = (text = ''): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex')

/**
 * Writes the files as a loss of power at that moment would leave them. What was not flushed by then is
 * lost, but for what survives.
 */
export async function writeImage(
  calls: readonly Call[],
  atMs: number,
  folder: string,
  survives: () => boolean,
): Promise<void> {
  const writes = new Map<string, Write[]>()
  for (const call of calls.filter(({ endMs }) => endMs <= atMs)) {
    const { name, file, startMs } = call
    const ofFile = writes.get(file) ?? []
    if (name.startsWith('unlink')) writes.delete(file)
    if (isWrite(call)) {
      ofFile.push({ call, isFlushed: false })
      writes.set(file, ofFile)
    }
    if (isFlush(call)) for (const write of ofFile) write.isFlushed ||= write.call.endMs <= startMs
  }
  for (const [file, ofFile] of writes) {
    if (!ofFile.some(({ isFlushed }) => isFlushed)) continue // its name is not on the disk either
    const kept = ofFile.filter(({ isFlushed }) => isFlushed || survives())
    await writeFile(join(folder, file), contentOf(kept.map(({ call }) => call)))
  }
}

const isWrite = ({ name }: Call): boolean => name === 'pwrite64' || name === 'ftruncate'

export const isFlush = ({ name }: Call): boolean => name === 'fsync' || name === 'fdatasync'

function contentOf(calls: readonly Call[]): Buffer {
  const content = Buffer.alloc(Math.max(0, ...calls.map(({ at, data }) => at + data.length)))
  let length = 0
  for (const { name, at, data } of calls) {
    if (name === 'ftruncate') content.fill(0, at)
    else data.copy(content, at)
    length = name === 'ftruncate' ? at : Math.max(length, at + data.length)
  }
  return content.subarray(0, length)
}
