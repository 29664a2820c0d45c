import { readFile } from 'node:fs/promises'

export const states = { established: '01', listening: '0A' } as const

export interface TcpSocket {
  readonly localPort: number
  readonly remotePort: number
  readonly state: string
  readonly inode: string
}

/** Of IPv4, as the kernel has them: addresses and ports are hexadecimal. */
export async function tcpSockets(): Promise<TcpSocket[]> {
  const lines = (await readFile('/proc/net/tcp', 'utf8')).trim().split('\n').slice(1)
  return lines.map((line) => {
    const [, local, remote, state = '', , , , , , inode = ''] = line.trim().split(/\s+/)
    return { localPort: portOf(local), remotePort: portOf(remote), state, inode }
  })
}

const portOf = (address = ''): number => parseInt(address.split(':')[1] ?? '', 16)
