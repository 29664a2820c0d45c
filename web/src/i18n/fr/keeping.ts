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
  saved: {
    save: 'Enregistrer pour plus tard',
    remove: 'Ne plus garder',
    none: 'Rien n’est encore enregistré. Choisissez «\u202fEnregistrer pour plus tard\u202f» dans le menu d’un message.',
    hint: 'Vous seul voyez ceci. Chaque message apparaît tel qu’il est maintenant.',
    gone: 'Le message a été supprimé.',
    unavailable: 'Ce message ne vous est plus accessible.',
  },
  pictures: {
    label: 'Image',
    choose: 'Choisir une image…',
    change: 'Changer l’image…',
    remove: 'Retirer',
    hint: 'JPEG, PNG, WebP ou GIF, 8 Mo au plus. Vous pouvez aussi la déposer ici.',
    saved: 'L’image est enregistrée.',
    removed: 'L’image est retirée.',
    crop: 'Choisir le cadrage',
    stage: 'Cadrage de l’image. Les flèches le déplacent, plus et moins agrandissent ou réduisent.',
    zoom: 'Agrandissement',
    ofGroup: 'Changer l’image',
  },
}
