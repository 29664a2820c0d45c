import { readdir, readFile } from 'node:fs/promises'

import { states, tcpSockets } from '../../support/network/tcp-sockets.ts'

/** User and system time, as the kernel counts it: in hundredths of a second, behind the name of the program. */
export async function cpuMsOf(pid: number | null): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

export async function residentMbOf(pid: number | null): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024
}

export async function openFilesOf(pid: number | null): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length
}

/**
 * Which ports are connected to this one, as the kernel has it for the process that listens there. Who does
 * not read from a connection is not told that it has been closed.
 */
export async function portsConnectedTo(port: number): Promise<Set<number>> {
  const sockets = await tcpSockets()
  const open = sockets.filter(({ localPort, state }) => localPort === port && state === states.established)
  return new Set(open.map(({ remotePort }) => remotePort))
}
