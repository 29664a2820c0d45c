import { count, number } from './numbers.ts'

export const keeping = {
  pins: {
    pin: 'Épingler',
    unpin: 'Détacher',
    label: 'Messages épinglés',
    all: 'Voir tous les messages épinglés',
    place: (at: number, count: number) => `${number(at)} sur ${number(count)}`,
    none: 'Plus rien n’est épinglé ici.',
  },
  saved: {
    save: 'Enregistrer pour plus tard',
    remove: 'Ne plus garder',
    none: 'Rien n’est encore enregistré. Choisissez «\u202fEnregistrer pour plus tard\u202f» dans le menu d’un message.',
    hint: 'Vous seul voyez ceci. Chaque message apparaît tel qu’il est maintenant.',
    gone: 'Le message a été supprimé.',
    unavailable: 'Ce message ne vous est plus accessible.',
  },
  drafts: {
    offered: 'Un autre appareil a un brouillon :',
    take: 'Le prendre',
    both: 'Les deux',
    mine: 'Garder le mien',
    hide: 'Masquer',
    filesElsewhere: (files: number) =>
      count(files, {
        one: '# fichier de ce brouillon est sur un autre appareil et y reste.',
        many: '# fichiers de ce brouillon sont sur un autre appareil et y restent.',
        other: '# fichiers de ce brouillon sont sur un autre appareil et y restent.',
      }),
    leftHere: 'Ce que vous aviez écrit ici',
    discard: 'Supprimer le brouillon',
  },
}
