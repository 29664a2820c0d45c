import type { files as english } from '../en/files.ts'
import { isolated } from '../isolated.ts'
import { number } from './numbers.ts'

export const files: typeof english = {
  shownFiles: {
    picture: (name) => `画像：${isolated(name)}`,
    download: (name) => `${isolated(name)}をダウンロード`,
    offline: 'オンラインに戻ると表示されます。',
    uploaded: (percent) => `${percent}アップロード済み`,
  },
  viewer: {
    title: '画像',
    previous: '前の画像',
    next: '次の画像',
    zoomIn: '拡大',
    zoomOut: '縮小',
    place: (at, all) => `${number(all)}件中${number(at)}件目`,
  },
  tray: {
    title: '送信するファイル',
    remove: (name) => `${isolated(name)}を外す`,
    earlier: (name) => `${isolated(name)}を前へ`,
    later: (name) => `${isolated(name)}を後ろへ`,
    asPicture: '画像として',
    asPictureHint: '小さくなり、撮影の場所や情報は含まれません。',
    asFile: 'ファイルとして',
    asFileHint: 'カメラの情報も含め、そのまま送ります。',
    tooLarge: (name, max) => `${isolated(name)}は大きすぎます。ファイルは${max}までです。`,
    tooMany: (max) => `1つのメッセージに添付できるファイルは${number(max)}件までです。`,
    drop: 'ここにファイルをドロップして追加',
  },
}
