import { numbers } from '../plural.ts'

export const { number, count } = numbers<'zero' | 'one' | 'two' | 'few' | 'many'>('ar')
