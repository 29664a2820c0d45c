import type { Random } from '../delivery/random.ts'
import type { Beat } from './talks.ts'

/** In the language of whoever writes: what one says on leaving, on coming back, and of the way. */
interface Wording {
  out(boat: string, where: string, back: string): string
  back(boat: string): string
  readonly remarks: readonly string[]
}

const english: Wording = {
  out: (boat, where, back) => `Out: ${boat}, ${where}, back by ${back}.`,
  back: (boat) => `Back: ${boat}.`,
  remarks: [
    'All dry.',
    'Two seals on the skerry.',
    'Wind picked up past the point.',
    'A bucket of water in the bilge.',
    'The port oarlock squeaks again.',
    'Fog from the light onwards, we turned early.',
    'Left the spare line on board.',
  ],
}
const german: Wording = {
  out: (boat, where, back) => `Raus: ${boat}, ${where}, zurück bis ${back}.`,
  back: (boat) => `Zurück: ${boat}.`,
  remarks: [
    'Alles trocken.',
    'Böig hinter der Mole.',
    'Bitte das Ruder fetten.',
    'Ein Seehund, sehr neugierig.',
  ],
}
const spanish: Wording = {
  out: (boat, where, back) => `Salgo: ${boat}, ${where}, vuelvo antes de las ${back}.`,
  back: (boat) => `De vuelta: ${boat}.`,
  remarks: ['Todo seco.', 'Mucho viento tras el cabo.', 'Delfines, tres.', 'Falta un remo corto.'],
}
const wordings: Readonly<Record<string, Wording>> = { jonas: german, tomas: spanish }

const boats = ['Tern', 'Puffin', 'Lapwing', 'Dunlin', 'the red dinghy']
const ways = ['round the light', 'to the mussel bank', 'up the river', 'to the skerry', 'harbour only']
const hourMs = 60 * 60 * 1_000

/** A log book of so many days, two to four trips each: long enough to scroll in. */
export function logBook(people: readonly string[], days: number, now: Date, random: Random): Beat[] {
  const beats = Array.from({ length: days }, (_, at) => {
    const day = new Date(now)
    day.setDate(day.getDate() - (days - at))
    day.setHours(7, 0, 0, 0)
    return Array.from({ length: 2 + Math.floor(random.next() * 3) }, (_, trip) =>
      tripOf(random.oneOf(people), new Date(day.getTime() + (trip * 3 + random.next()) * hourMs), random),
    )
  })
  return beats.flat(2).sort((one, other) => one.at.getTime() - other.at.getTime())
}

function tripOf(by: string, at: Date, random: Random): Beat[] {
  const { out, back, remarks } = wordings[by] ?? english
  const boat = random.oneOf(boats)
  const end = new Date(at.getTime() + random.between(0.8, 2.2) * hourMs)
  const promised = `${new Date(end.getTime() + hourMs / 2).getHours()}:30`
  const remark = random.isOneIn(2) ? ` ${random.oneOf(remarks)}` : ''
  return [
    { at, by, kind: 'says', text: out(boat, random.oneOf(ways), promised) },
    { at: end, by, kind: 'says', text: back(boat) + remark },
  ]
}
