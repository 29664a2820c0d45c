import { randomUUID } from 'node:crypto'

import type { Ids } from '../../domain/ports.ts'

export class RandomIds implements Ids {
  uuid(): string {
    return randomUUID()
  }
}
