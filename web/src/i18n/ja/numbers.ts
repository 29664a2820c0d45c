import { numbers } from '../plural.ts'

export const { number, count } = numbers<never>('ja')
