import type { files as english } from '../en/files.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const files: typeof english = {
  shownFiles: {
    picture: (name) => `Image : ${isolated(name)}`,
    download: (name) => `Télécharger ${isolated(name)}`,
    offline: 'Elle s’affichera au retour de la connexion.',
    uploaded: (percent) => `${percent} envoyé`,
  },
  viewer: {
    title: 'Images',
    previous: 'Image précédente',
    next: 'Image suivante',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    place: (at, all) => `${number(at)} sur ${number(all)}`,
  },
  tray: {
    title: 'Fichiers à envoyer',
    remove: (name) => `Retirer ${isolated(name)}`,
    earlier: (name) => `Avancer ${isolated(name)}`,
    later: (name) => `Reculer ${isolated(name)}`,
    asPicture: 'Comme image',
    asPictureHint: 'Plus petite, sans le lieu ni les données de prise de vue.',
    asFile: 'Comme fichier',
    asFileHint: 'Intact, avec tout ce que l’appareil photo y a écrit.',
    tooLarge: (name, max) => `${isolated(name)} est trop volumineux. Un fichier peut faire ${max}.`,
    tooMany: (max) => `Un message peut contenir ${number(max)} fichiers.`,
    drop: 'Déposez les fichiers ici pour les ajouter',
  },
}
