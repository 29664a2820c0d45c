import { number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'Épingler',
    unpin: 'Détacher',
    label: 'Messages épinglés',
    all: 'Voir tous les messages épinglés',
    place: (at: number, count: number) => `${number(at)} sur ${number(count)}`,
    none: 'Plus rien n’est épinglé ici.',
  },
}
